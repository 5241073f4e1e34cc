package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ImageResizeTest {
  @Test
  void theSameSizeChangesNothing() {
    double[] plane = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    assertArrayEquals(plane, ImageResize.apply(plane, 3, 3, 3), 1e-12);
  }

  /** Weights of the triangle at the centres: (1, 3, 3, 1) / 8, cut off at the edge. */
  @Test
  void halvingWeighsAllNeighbours() {
    double[] plane = new double[4 * 4];
    for (int row = 0; row < 4; row++) {
      plane[row * 4] = 8 * 7;
    }
    // Left column: weights 3, 3, 1 over 7; right column: 1, 3, 3 over 7, which starts at column 1.
    assertArrayEquals(new double[] {24, 0, 24, 0}, ImageResize.apply(plane, 4, 4, 2), 1e-9);
  }

  /** Centres at -1/4, 1/4, 3/4 and 5/4 of two pixels. */
  @Test
  void doublingInterpolates() {
    assertArrayEquals(
        new double[] {0, 25, 75, 100},
        Arrays.copyOf(ImageResize.apply(new double[] {0, 100, 0, 100}, 2, 2, 4), 4),
        1e-9);
  }

  @Test
  void aPlaneOfAnotherShapeIsBroughtToASquare() {
    double[] plane = new double[5 * 31];
    Arrays.fill(plane, 42);
    for (double value : ImageResize.apply(plane, 5, 31, 7)) {
      assertEquals(42, value, 1e-9);
    }
  }
}
