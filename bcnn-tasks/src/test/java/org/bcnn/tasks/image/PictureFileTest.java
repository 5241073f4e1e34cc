package org.bcnn.tasks.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
  @TempDir private Path temporary;

  private Picture stored(BufferedImage picture, String format) throws IOException {
    Path file = temporary.resolve("picture." + format);
    assertTrue(ImageIO.write(picture, format, file.toFile()));
    return PictureFile.read(file);
  }

  /** The level that is in the file, not the one that linear grey would be shown by. */
  @Test
  void greyLevelsAreThoseOfTheFile() throws IOException {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setSample(2, 1, 0, 100);
    picture.getRaster().setSample(0, 1, 0, 255);
    Picture read = stored(picture, "png");
    assertEquals("[plane of 2x3]", read.planes().toString());
    assertEquals(100, read.planes().get(0).at(1, 2));
    assertEquals(255, read.planes().get(0).at(1, 0));
    assertEquals(0, read.planes().get(0).at(0, 2));
  }

  @Test
  void sixteenBitsBecomeEight() throws IOException {
    BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    picture.getRaster().setSample(0, 0, 0, 0xABCD);
    assertEquals(0xAB, stored(picture, "png").bytes()[0] & 0xFF);
  }

  @Test
  void coloursAreInOrderAndTransparencyIsOnWhite() throws IOException {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(0, 0, 0xFF102030);
    picture.setRGB(1, 0, 0x66FF0000);
    Picture read = stored(picture, "png");
    assertEquals(3, read.channels());
    assertEquals(0x10, read.planes().get(0).at(0, 0));
    assertEquals(0x20, read.planes().get(1).at(0, 0));
    assertEquals(0x30, read.planes().get(2).at(0, 0));
    assertEquals(255, read.planes().get(0).at(0, 1));
    assertEquals(0.6 * 255, read.planes().get(1).at(0, 1), 1e-9);
  }

  @Test
  void blackAndWhiteOfOneBitIsReadThroughItsPalette() throws IOException {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    picture.setRGB(1, 0, 0xFFFFFFFF);
    Picture read = stored(picture, "png");
    int last = read.channels() - 1;
    assertEquals(0, read.planes().get(last).at(0, 0));
    assertEquals(255, read.planes().get(last).at(0, 1));
  }

  /** JPEG keeps an even picture to a level or two. */
  @Test
  void jpegIsRead() throws IOException {
    BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      picture.setRGB(i % 16, i / 16, 0x406080);
    }
    Picture read = stored(picture, "jpg");
    assertEquals(0x40, read.planes().get(0).at(8, 8), 3.0);
    assertEquals(0x80, read.planes().get(2).at(8, 8), 3.0);
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path text = Files.writeString(temporary.resolve("text.png"), "no picture");
    String message =
        assertThrows(PictureException.class, () -> PictureFile.read(text)).getMessage();
    assertTrue(message.contains("text.png is in no known format"), message);
    Path none = temporary.resolve("none.png");
    message = assertThrows(PictureException.class, () -> PictureFile.read(none)).getMessage();
    assertTrue(message.contains("there is no file"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp"})
  void aPictureThatEndsInItsMidstIsRefused(String format) throws IOException {
    BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1200; i++) {
      picture.setRGB(i % 40, i / 40, i * 7919 * 31);
    }
    assertEquals(40, stored(picture, format).width());
    Path file = temporary.resolve("picture." + format);
    assertEquals(new Dimension(40, 30), PictureFile.size(file));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length * 3 / 4));
    assertEquals(new Dimension(40, 30), PictureFile.size(file), "the header is there");
    String message =
        assertThrows(PictureException.class, () -> PictureFile.read(file)).getMessage();
    assertTrue(message.contains("is it whole"), message);
    Path none = temporary.resolve("none");
    assertThrows(PictureException.class, () -> PictureFile.size(none));
  }
}
