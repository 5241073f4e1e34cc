package org.bcnn.tasks.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class YCbCrTest {
  private static Picture pixel(double red, double green, double blue) {
    return new Picture(
        List.of(
            new Plane(1, 1, new double[] {red}),
            new Plane(1, 1, new double[] {green}),
            new Plane(1, 1, new double[] {blue})));
  }

  private static double[] digits(Picture picture) {
    YCbCr converted = YCbCr.of(picture);
    return new double[] {converted.y().at(0, 0), converted.cb().at(0, 0), converted.cr().at(0, 0)};
  }

  /** The corners of the colour cube in BT.601: black, white, and the 100 % primaries, rounded. */
  @Test
  void primariesAreThoseOfTheStandard() {
    assertArrayEquals(new double[] {16, 128, 128}, digits(pixel(0, 0, 0)), 1e-9);
    assertArrayEquals(new double[] {235, 128, 128}, digits(pixel(255, 255, 255)), 1e-9);
    assertArrayEquals(new double[] {81, 90, 240}, digits(pixel(255, 0, 0)), 0.5);
    assertArrayEquals(new double[] {145, 54, 34}, digits(pixel(0, 255, 0)), 0.5);
    assertArrayEquals(new double[] {41, 240, 110}, digits(pixel(0, 0, 255)), 0.5);
  }

  @Test
  void theWayBackIsTheInverse() {
    Picture back = YCbCr.of(pixel(12, 200, 99)).picture();
    assertEquals(12, back.planes().get(0).at(0, 0), 1e-9);
    assertEquals(200, back.planes().get(1).at(0, 0), 1e-9);
    assertEquals(99, back.planes().get(2).at(0, 0), 1e-9);
  }

  @Test
  void greyHasNoColour() {
    YCbCr grey = YCbCr.of(new Picture(List.of(new Plane(1, 1, new double[] {51}))));
    assertEquals(16 + 0.2 * 219, grey.y().at(0, 0), 1e-9);
    assertEquals(128, grey.cb().at(0, 0), 1e-9);
    assertEquals(128, grey.cr().at(0, 0), 1e-9);
  }
}
