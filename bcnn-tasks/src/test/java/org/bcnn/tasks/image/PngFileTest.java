package org.bcnn.tasks.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFileTest {
  @TempDir private Path temporary;

  private static Plane plane(double... levels) {
    return new Plane(2, 3, levels);
  }

  @Test
  void greyComesBackRounded() {
    Path file = temporary.resolve("new/folder/grey.png");
    PngFile.write(file, new Picture(List.of(plane(0, 99.6, 100.4, 255, 300, -7))));
    Picture read = PictureFile.read(file);
    assertEquals(1, read.channels());
    assertArrayEquals(new double[] {0, 100, 100, 255, 255, 0}, read.planes().get(0).levels(), 1e-9);
  }

  @Test
  void coloursComeBackInOrder() {
    Path file = temporary.resolve("colour.png");
    Picture picture =
        new Picture(
            List.of(plane(1, 2, 3, 4, 5, 6), plane(0, 0, 0, 0, 0, 9), plane(7, 8, 9, 0, 1, 255)));
    PngFile.write(file, picture);
    Picture read = PictureFile.read(file);
    for (int channel = 0; channel < 3; channel++) {
      assertArrayEquals(
          picture.planes().get(channel).levels(), read.planes().get(channel).levels(), 0);
    }
  }

  /** Bytes 24 and 25 of a PNG file are the bits of a sample and the type, 0 for grey. */
  @Test
  void sixteenBitsAreStored() throws IOException {
    Path file = temporary.resolve("map.png");
    PngFile.write16(file, plane(-1, 0, 0.5, 1, 1.5, 2.25), -1, 2);
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(16, bytes[24]);
    assertEquals(0, bytes[25]);
    Raster raster = ImageIO.read(file.toFile()).getRaster();
    int[] samples = raster.getSamples(0, 0, 3, 2, 0, (int[]) null);
    // (level + 1) / 3 of 65535, to the nearest
    assertArrayEquals(new int[] {0, 21845, 32768, 43690, 54612, 65535}, samples);
    assertThrows(
        IllegalArgumentException.class, () -> PngFile.write16(file, plane(new double[6]), 1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> PngFile.write16(file, plane(new double[6]), 0, Double.NaN));
    assertThrows(
        IllegalArgumentException.class,
        () -> PngFile.write16(file, plane(0, 0, Double.NaN, 0, 0, 0), 0, 1));
  }

  @Test
  void anEarlierFileIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = temporary.resolve("a.png");
    Files.writeString(file, "earlier");
    PngFile.write(file, new Picture(List.of(plane(1, 2, 3, 4, 5, 6))));
    assertEquals(6, PictureFile.read(file).planes().get(0).at(1, 2));
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "no folder");
    Picture picture = new Picture(List.of(plane(new double[6])));
    String message =
        assertThrows(PictureException.class, () -> PngFile.write(file.resolve("a.png"), picture))
            .getMessage();
    assertTrue(message.contains("cannot write " + file.resolve("a.png")), message);
    assertTrue(message.contains("name a file in a folder"), message);
    Path folder = Files.createDirectories(temporary.resolve("folder/full"));
    assertThrows(PictureException.class, () -> PngFile.write(temporary.resolve("folder"), picture));
    assertTrue(Files.isDirectory(folder), "what was there is untouched");
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(2, left.count(), "and nothing half-written is left");
    }
    assertThrows(PictureException.class, () -> PngFile.write(Path.of("/"), picture));
  }
}
