package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
  @TempDir Path folder;

  /** Images of 2 rows and 3 columns whose bytes are 1, 2, 3, … */
  private static LabelledImages images(int channels, int count) {
    byte[] pixels = new byte[count * channels * 6];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i + 1);
    }
    return LabelledImages.of(channels, 2, 3, List.of("a"), pixels, new int[count]);
  }

  private static int grey(BufferedImage sheet, int x, int y) {
    return sheet.getRaster().getSample(x, y, 0);
  }

  @Test
  void greyImagesLieInRows() {
    BufferedImage sheet = new ContactSheet(2, 1).render(images(1, 5), 0, 4, 2);
    assertEquals(3 + 1 + 3, sheet.getWidth());
    assertEquals(2 + 1 + 2, sheet.getHeight());
    assertEquals(1, grey(sheet, 0, 0));
    assertEquals(3, grey(sheet, 2, 0));
    assertEquals(4, grey(sheet, 0, 1));
    assertEquals(25, grey(sheet, 4, 0), "the second image is to the right");
    assertEquals(13, grey(sheet, 0, 3), "the third is below");
    assertEquals(0, grey(sheet, 3, 0), "black between them");
    assertEquals(0, grey(sheet, 4, 3), "black where there is none");
  }

  @Test
  void aPixelBecomesASquare() {
    BufferedImage sheet = new ContactSheet(1, 3).render(images(1, 1), 0);
    assertEquals(9, sheet.getWidth());
    assertEquals(6, sheet.getHeight());
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 9; x++) {
        assertEquals(1 + 3 * (y / 3) + x / 3, grey(sheet, x, y));
      }
    }
  }

  @Test
  void coloursAreRedGreenBlue() {
    BufferedImage sheet = new ContactSheet(4, 1).render(images(3, 1), 0);
    assertEquals(0xff01070d, sheet.getRGB(0, 0));
    assertEquals(0xff060c12, sheet.getRGB(2, 1));
  }

  @Test
  void theFileHoldsTheSheet() throws IOException {
    Path file = folder.resolve("sheet.png");
    ContactSheet sheet = new ContactSheet(2, 2);
    sheet.write(images(1, 3), file, 2, 1);
    BufferedImage read = ImageIO.read(file.toFile());
    BufferedImage rendered = sheet.render(images(1, 3), 2, 1);
    assertEquals(rendered.getWidth(), read.getWidth());
    assertEquals(rendered.getHeight(), read.getHeight());
    for (int y = 0; y < read.getHeight(); y++) {
      for (int x = 0; x < read.getWidth(); x++) {
        assertEquals(rendered.getRGB(x, y), read.getRGB(x, y));
      }
    }
  }

  @Test
  void whatCannotBeShownIsRefused() {
    ContactSheet sheet = new ContactSheet(2, 1);
    assertThrows(IllegalArgumentException.class, () -> sheet.render(images(1, 1)));
    assertThrows(IllegalArgumentException.class, () -> sheet.render(images(2, 1), 0));
    assertThrows(IndexOutOfBoundsException.class, () -> sheet.render(images(1, 1), 1));
    assertThrows(IllegalArgumentException.class, () -> new ContactSheet(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new ContactSheet(1, 0));
    Path nowhere = folder.resolve("absent").resolve("sheet.png");
    String message =
        assertThrows(DataException.class, () -> sheet.write(images(1, 1), nowhere, 0)).getMessage();
    assertTrue(message.startsWith("cannot write " + nowhere), message);
  }
}
