package org.bcnn.tasks.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static Plane row(double... levels) {
    return new Plane(1, levels.length, levels);
  }

  private final Picture colour = new Picture(List.of(row(100, 0), row(200, 0), row(50, 255)));

  @Test
  void colourBecomesLuma() {
    Picture grey = colour.withChannels(1);
    assertEquals(0.299 * 100 + 0.587 * 200 + 0.114 * 50, grey.planes().get(0).at(0, 0), 1e-9);
    assertEquals(0.114 * 255, grey.planes().get(0).at(0, 1), 1e-9);
    assertEquals(grey.planes().get(0), grey.withChannels(3).planes().get(2));
    assertSame(colour, colour.withChannels(3));
    assertThrows(IllegalArgumentException.class, () -> colour.withChannels(2));
  }

  @Test
  void bytesAreRoundedAndClipped() {
    assertArrayEquals(
        new byte[] {0, 0, 1, (byte) 255, (byte) 255},
        new Picture(List.of(row(-7, 0.4, 0.5, 254.6, 300))).bytes());
  }

  @Test
  void planesAreOfOneSizeAndOneOrThree() {
    assertThrows(
        IllegalArgumentException.class, () -> new Picture(List.of(row(1), row(1, 2), row(1))));
    assertThrows(IllegalArgumentException.class, () -> new Picture(List.of(row(1), row(1))));
    assertThrows(IllegalArgumentException.class, () -> new Plane(2, 2, new double[3]));
  }

  @Test
  void aPartIsCutOut() {
    Plane plane = new Plane(2, 3, new double[] {1, 2, 3, 4, 5, 6});
    assertArrayEquals(new double[] {2, 3, 5, 6}, plane.crop(0, 1, 2, 2).levels());
    assertThrows(IllegalArgumentException.class, () -> plane.crop(1, 0, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> plane.crop(0, 2, 1, 2));
  }
}
