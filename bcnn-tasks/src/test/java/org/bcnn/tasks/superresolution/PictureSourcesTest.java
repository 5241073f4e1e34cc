package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataException;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.PictureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureSourcesTest {
  private static final PictureSources SOURCES = PictureSources.standard();

  @TempDir private Path temporary;

  private DataContext here() {
    return DataContext.of(Map.of(), temporary.resolve("home")).withDataDir(temporary);
  }

  private void picture(String file, int width, int height) throws IOException {
    Path path = temporary.resolve(file);
    Files.createDirectories(path.getParent());
    String format = file.substring(file.lastIndexOf('.') + 1);
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    assertTrue(ImageIO.write(picture, format, path.toFile()));
  }

  private static List<String> names(PictureSet set) {
    return set.pictures().stream().map(NamedPicture::name).toList();
  }

  private static String refusal(PictureSource source, Split split, DataContext context) {
    return assertThrows(DataException.class, () -> source.load(split, context)).getMessage();
  }

  @Test
  void setsAreFoundByName() {
    assertEquals(
        List.of("drawn", "signs", "bsds300", "set5", "set14"),
        SOURCES.all().stream().map(PictureSource::name).toList());
    assertEquals(8, SOURCES.get("signs").load(Split.TEST, here()).pictures().size());
    String message = assertThrows(DataException.class, () -> SOURCES.get("set6")).getMessage();
    assertTrue(message.contains("no set of pictures, and no folder, named \"set6\""), message);
    assertTrue(message.contains("bsds300") && message.contains("FOLDER"), message);
    assertThrows(DataException.class, () -> SOURCES.get(""));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PictureSources(List.of(DrawnPictures.drawn(), DrawnPictures.drawn())));
  }

  @Test
  void picturesOfAFolderAreInTheOrderOfTheirNames() throws IOException {
    picture("mine/b.png", 5, 4);
    picture("mine/a.jpg", 6, 7);
    picture("mine/.hidden.png", 1, 1);
    Files.writeString(temporary.resolve("mine/notes.txt"), "no picture");
    PictureSource mine = SOURCES.get(temporary.resolve("mine").toString());
    assertEquals(Set.of(Split.TEST), mine.splits());
    PictureSet set = mine.load(Split.TEST, here());
    assertEquals(List.of("a", "b"), names(set));
    Picture read = set.pictures().get(1).load();
    assertEquals("4x5", read.height() + "x" + read.width());
    picture("mine/b.jpg", 5, 4);
    assertEquals(List.of("a.jpg", "b.jpg", "b.png"), names(mine.load(Split.TEST, here())));
    assertTrue(
        refusal(mine, Split.TRAIN, here()).contains("it has no folder train; make one"),
        refusal(mine, Split.TRAIN, here()));
  }

  @Test
  void aFolderMayHaveParts() throws IOException {
    picture("mine/train/a.png", 5, 4);
    picture("mine/test/b.png", 5, 4);
    PictureSource mine = SOURCES.get(temporary.resolve("mine").toString());
    assertEquals(Set.of(Split.TRAIN, Split.TEST), mine.splits());
    assertEquals(List.of("a"), names(mine.load(Split.TRAIN, here())));
    assertEquals(List.of("b"), names(mine.load(Split.TEST, here())));
    Files.delete(temporary.resolve("mine/test/b.png"));
    assertTrue(
        refusal(mine, Split.TEST, here()).contains("holds no PNG, JPEG or BMP picture"),
        refusal(mine, Split.TEST, here()));
  }

  @Test
  void aDamagedOrSmallPictureIsNamed() throws IOException {
    Files.writeString(temporary.resolve("damaged.png"), "no picture");
    picture("small.png", 5, 8);
    PictureSet set = SOURCES.get(temporary.toString()).load(Split.TEST, here());
    NamedPicture damaged = set.pictures().get(0);
    String message = assertThrows(PictureException.class, damaged::load).getMessage();
    assertTrue(message.contains("damaged.png"), message);
    NamedPicture small = set.pictures().get(1);
    assertEquals("plane of 2x1", small.pair(new Degradation(3), 1).low().toString());
    message =
        assertThrows(DataException.class, () -> small.pair(new Degradation(3), 2)).getMessage();
    assertTrue(message.contains("small is too small: it has 8x5 pixels"), message);
  }

  @Test
  void publishedSetsAreFoundWhereTheyMayBe() throws IOException {
    PictureSource set5 = SOURCES.get("set5");
    String message = refusal(set5, Split.TEST, here());
    assertTrue(message.contains(temporary.resolve("sr").resolve("set5").toString()), message);
    assertTrue(message.contains(temporary.resolve("set5").toString()), message);
    assertTrue(message.contains("Put the 5 true pictures"), message);
    picture("Set5/bird.png", 5, 4);
    assertEquals(List.of("bird"), names(set5.load(Split.TEST, here())));
    picture("sr/set5/baby.png", 5, 4);
    assertEquals(List.of("baby"), names(set5.load(Split.TEST, here())));
    assertTrue(set5.remark(here()).contains("set5 has 5 pictures but"), set5.remark(here()));
    assertEquals(
        "the data set set5 has no train part, only test", refusal(set5, Split.TRAIN, here()));
  }

  @Test
  void berkeleysListsSayWhichPicturesThereAre() throws IOException {
    PictureSource bsds = SOURCES.get("bsds300");
    assertTrue(refusal(bsds, Split.TRAIN, here()).contains("iids_train.txt, iids_test.txt and"));
    picture("BSDS300/images/train/12.jpg", 5, 4);
    picture("BSDS300/images/train/7.jpg", 5, 4);
    picture("BSDS300/images/train/99.jpg", 5, 4);
    picture("BSDS300/images/test/3.jpg", 5, 4);
    Path folder = temporary.resolve("BSDS300");
    Files.writeString(folder.resolve("iids_train.txt"), "12\n7\n\n");
    Files.writeString(folder.resolve("iids_test.txt"), "3\r\n");
    assertEquals(List.of("12", "7"), names(bsds.load(Split.TRAIN, here())));
    assertEquals(List.of("3"), names(bsds.load(Split.TEST, here())));
    assertEquals("", bsds.remark(here()));
    Files.writeString(folder.resolve("iids_test.txt"), "3\n4\n");
    assertTrue(
        refusal(bsds, Split.TEST, here()).contains("lists the picture"),
        refusal(bsds, Split.TEST, here()));
    Files.writeString(folder.resolve("iids_test.txt"), "../3\n");
    assertTrue(
        refusal(bsds, Split.TEST, here()).contains("a number on each line but has \"../3\""),
        refusal(bsds, Split.TEST, here()));
    Files.writeString(folder.resolve("iids_test.txt"), "");
    assertTrue(
        refusal(bsds, Split.TEST, here()).contains("is empty"), refusal(bsds, Split.TEST, here()));
    Files.write(folder.resolve("iids_test.txt"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
    assertTrue(
        refusal(bsds, Split.TEST, here()).contains("cannot read"),
        refusal(bsds, Split.TEST, here()));
  }

  @Test
  void publishedPicturesCanBeRead() {
    String folder = System.getenv("BCNN_DATA_DIR");
    assumeTrue(folder != null, "BCNN_DATA_DIR names no folder with sr/bsds300, sr/set5, sr/set14");
    DataContext context = here().withDataDir(Path.of(folder));
    Path pictures = Path.of(folder, "sr");
    assumeTrue(Files.isDirectory(pictures), () -> "there is no " + pictures);
    PictureSource bsds = SOURCES.get("bsds300");
    PictureSet train = bsds.load(Split.TRAIN, context);
    PictureSet test = bsds.load(Split.TEST, context);
    assertEquals(200, train.pictures().size());
    assertEquals(100, test.pictures().size());
    assertTrue(names(train).stream().noneMatch(names(test)::contains), "no picture is in both");
    for (NamedPicture picture : List.of(train.pictures().get(0), test.pictures().get(99))) {
      Picture read = picture.load();
      assertEquals(481 + 321, read.height() + read.width());
    }
    PictureSet set5 = SOURCES.get("set5").load(Split.TEST, context);
    assertEquals(List.of("baby", "bird", "butterfly", "head", "woman"), names(set5));
    assertTrue(SOURCES.get("set14").load(Split.TEST, context).pictures().size() >= 13);
  }

  @Test
  void setsHaveDifferentNamesAndAtLeastOnePicture() {
    NamedPicture one = DrawnPictures.drawn().draw(Split.TEST).pictures().get(0);
    assertThrows(IllegalArgumentException.class, () -> new PictureSet("none", List.of()));
    assertThrows(IllegalArgumentException.class, () -> new PictureSet("two", List.of(one, one)));
    assertThrows(
        IllegalArgumentException.class, () -> new PictureSet("one", List.of(one)).limit(0));
    assertEquals(1, new PictureSet("one", List.of(one)).limit(7).pictures().size());
  }
}
