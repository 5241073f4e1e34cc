package org.bcnn.tasks.report.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.image.Resampling;
import org.junit.jupiter.api.Test;

class CutOutTest {
  private static Plane plane(int height, int width) {
    double[] levels = new double[height * width];
    Arrays.setAll(levels, i -> (i * 7919L * 31) % 256);
    return new Plane(height, width, levels);
  }

  /** In the middle, at the edges, and in all of a picture. */
  @Test
  void isWhatBicubicInterpolationMakesOfTheWhole() {
    Plane low = plane(20, 25);
    Plane whole = Resampling.BICUBIC.resize(low, 60, 75);
    for (CutOut place :
        List.of(
            new CutOut(24, 30, 15),
            new CutOut(0, 60, 15),
            new CutOut(45, 0, 15),
            new CutOut(3, 6, 12),
            new CutOut(0, 0, 60))) {
      Picture cut = place.ofBicubic(new Picture(List.of(low)), 3);
      assertArrayEquals(
          place.of(whole).levels(), cut.planes().get(0).levels(), 1e-9, place.toString());
    }
  }

  /** Of squares of the means 1, 5, 3, 2 and 4 pixels that are in none. */
  @Test
  void theHighestAndOneInTheMiddleAreFound() {
    Plane map =
        new Plane(
            5,
            4,
            new double[] {
              1, 1, 5, 5, //
              1, 1, 4, 6, //
              3, 3, 2, 2, //
              3, 3, 2, 2, //
              99, 99, 99, 99
            });
    assertEquals(
        List.of(new CutOut(0, 2, 2), new CutOut(2, 2, 2)), CutOut.highestAndMedian(map, 2));
    assertEquals(List.of(new CutOut(0, 0, 4)), CutOut.highestAndMedian(map, 4));
  }
}
