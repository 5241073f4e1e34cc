package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.bcnn.tasks.image.PictureException;
import org.bcnn.tasks.image.PictureFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDataSourceTest {
  @TempDir Path folder;
  private DataContext context;
  private final DataSource source = DataSources.standard().get("folder:size=4");

  @BeforeEach
  void nameFolder() {
    context =
        new DataContext(
            Optional.of(folder), Optional.empty(), folder, false, TransferProgress.NONE);
  }

  private static BufferedImage grey(int width, int height, int level) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < width * height; i++) {
      picture.getRaster().setSample(i % width, i / width, 0, level);
    }
    return picture;
  }

  private static BufferedImage colour(int width, int height, int argb, int type) {
    BufferedImage picture = new BufferedImage(width, height, type);
    for (int i = 0; i < width * height; i++) {
      picture.setRGB(i % width, i / width, argb);
    }
    return picture;
  }

  private Path write(String name, BufferedImage picture) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      String format = name.toLowerCase(java.util.Locale.ROOT).endsWith("png") ? "png" : "jpg";
      assertTrue(ImageIO.write(picture, format, file.toFile()), name);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path text(String name) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, "no picture");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String refusal() {
    return assertThrows(DataException.class, () -> source.load(Split.TRAIN, context)).getMessage();
  }

  private String unreadable() {
    return assertThrows(PictureException.class, () -> source.load(Split.TRAIN, context))
        .getMessage();
  }

  @Test
  void classesAndPicturesAreInTheOrderOfTheirNames() {
    write("train/b/2.png", grey(4, 4, 2));
    write("train/b/10.PNG", grey(9, 3, 10));
    write("train/B/x.png", grey(1, 1, 7));
    write("test/B/x.png", grey(5, 5, 70));
    write("test/b/x.png", grey(5, 5, 71));
    text("train/b/notes.txt");
    text("train/.hidden/notes.txt");
    LabelledImages train = source.load(Split.TRAIN, context);
    assertEquals("3 images of 1x4x4 in 2 classes", train.toString());
    assertEquals(List.of("B", "b"), train.classNames());
    int[] levels = {7, 10, 2};
    for (int i = 0; i < levels.length; i++) {
      assertEquals(i == 0 ? 0 : 1, train.label(i));
      assertEquals(levels[i], train.pixel(i, 0, 0, 0), "shades are kept as they are stored");
      assertEquals(levels[i], train.pixel(i, 0, 3, 3));
    }
    assertEquals(71, source.load(Split.TEST, context).pixel(1, 0, 2, 2));
    assertEquals("", source.remark(context));
  }

  @Test
  void oneColourPictureOfEitherPartMakesAllColour() {
    write("train/a/1.png", grey(4, 4, 90));
    write("test/a/1.png", colour(4, 4, 0xff102030, BufferedImage.TYPE_INT_RGB));
    LabelledImages train = source.load(Split.TRAIN, context);
    LabelledImages test = source.load(Split.TEST, context);
    assertEquals(3, train.channels());
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(90, train.pixel(0, channel, 1, 2));
      assertEquals(16 * (channel + 1), test.pixel(0, channel, 1, 2));
    }
  }

  @Test
  void jpegIsReadAndTransparencyLiesOnWhite() {
    write("train/a/1.jpeg", colour(16, 16, 0xff204080, BufferedImage.TYPE_INT_RGB));
    write("train/a/2.png", colour(4, 4, 0x00102030, BufferedImage.TYPE_INT_ARGB));
    Path greyJpeg = write("test/a/1.JPG", grey(16, 16, 100));
    assertTrue(PictureFile.isGrey(greyJpeg));
    assertFalse(PictureFile.isGrey(folder.resolve("train/a/1.jpeg")));
    LabelledImages train = source.load(Split.TRAIN, context);
    assertEquals(0x20, train.pixel(0, 0, 1, 1), 4, "JPEG loses a little");
    assertEquals(0x40, train.pixel(0, 1, 1, 1), 4);
    assertEquals(0x80, train.pixel(0, 2, 1, 1), 4);
    assertEquals(255, train.pixel(1, 0, 1, 1));
    assertEquals(100, source.load(Split.TEST, context).pixel(0, 2, 0, 0), 2);
  }

  @Test
  void withoutPartsASeededShareOfEveryClassIsTheTest() {
    for (int i = 0; i < 20; i++) {
      write("a/" + i + ".png", grey(4, 4, i));
      write("b/" + i + ".png", grey(4, 4, 100 + i));
    }
    LabelledImages train = source.load(Split.TRAIN, context);
    LabelledImages test = source.load(Split.TEST, context);
    assertEquals(32, train.count());
    assertEquals(8, test.count());
    Set<Integer> seen = new HashSet<>();
    for (LabelledImages part : List.of(train, test)) {
      for (int i = 0; i < part.count(); i++) {
        assertTrue(seen.add(part.pixel(i, 0, 0, 0)), "in one part only");
        assertEquals(part.pixel(i, 0, 0, 0) / 100, part.label(i));
      }
    }
    assertEquals(40, seen.size());
    assertEquals(4, java.util.stream.IntStream.range(0, 8).filter(i -> test.label(i) == 0).count());
    assertEquals(test.digest(), source.load(Split.TEST, context).digest());
    DataSource other = DataSources.standard().get("folder:size=4,seed=2");
    assertNotEquals(test.digest(), other.load(Split.TEST, context).digest());
    assertTrue(source.remark(context).contains("0.2 of the pictures of each class"));
    assertTrue(other.remark(context).contains("the seed 2"), other.remark(context));
  }

  @Test
  void aPictureThatCannotBeReadIsNamed() throws IOException {
    write("train/a/1.png", grey(4, 4, 90));
    write("test/a/1.png", grey(4, 4, 90));
    Path bad = text("train/a/2.png");
    assertTrue(unreadable().contains(bad.toString()), unreadable());
    Path whole = write("train/a/2.png", grey(64, 64, 90));
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertTrue(unreadable().contains(bad.toString()), unreadable());
  }

  @Test
  void whatIsIncompleteIsRefused() throws IOException {
    assertTrue(refusal().contains("holds no folders"), refusal());
    Path empty = Files.createDirectories(folder.resolve("a"));
    assertEquals(
        empty + " holds no PNG, JPEG or BMP picture; put some there, or remove the class",
        refusal());
    write("a/1.png", grey(4, 4, 1));
    assertTrue(refusal().contains("one picture only"), refusal());
    write("train/a/1.png", grey(4, 4, 1));
    assertTrue(refusal().contains("has a folder train but no folder test"), refusal());
    write("test/b/1.png", grey(4, 4, 1));
    assertTrue(refusal().contains("but hold [a] and [b]"), refusal());
    DataContext none =
        new DataContext(Optional.empty(), Optional.empty(), folder, false, TransferProgress.NONE);
    String message =
        assertThrows(DataException.class, () -> source.load(Split.TEST, none)).getMessage();
    assertTrue(message.contains("needs --data-dir"), message);
  }

  @Test
  void settingsAreCheckedAndKeptInTheName() {
    assertEquals("folder:size=4", source.name());
    for (String wrong :
        List.of("folder:width=3", "folder:size=0", "folder:test=1", "folder:size=x", "mnist:a=1")) {
      String message =
          assertThrows(DataException.class, () -> DataSources.standard().get(wrong)).getMessage();
      assertTrue(
          message.contains("size") || message.contains("setting") || message.contains("share"),
          message);
    }
  }
}
