package org.bcnn.tasks.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResamplingTest {
  private static double[] bilinear(double[] levels, int height, int width, int size) {
    return Resampling.BILINEAR.resize(new Plane(height, width, levels), size, size).levels();
  }

  @Test
  void theSameSizeChangesNothing() {
    double[] plane = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    assertArrayEquals(plane, bilinear(plane, 3, 3, 3), 1e-12);
    assertArrayEquals(
        plane, Resampling.BICUBIC.resize(new Plane(3, 3, plane), 3, 3).levels(), 1e-12);
  }

  /** Weights of the triangle at the centres: (1, 3, 3, 1) / 8, cut off at the edge. */
  @Test
  void halvingWeighsAllNeighbours() {
    double[] plane = new double[4 * 4];
    for (int row = 0; row < 4; row++) {
      plane[row * 4] = 8 * 7;
    }
    // Left column: weights 3, 3, 1 over 7; right column: 1, 3, 3 over 7, which starts at column 1.
    assertArrayEquals(new double[] {24, 0, 24, 0}, bilinear(plane, 4, 4, 2), 1e-9);
  }

  /** Centres at -1/4, 1/4, 3/4 and 5/4 of two pixels. */
  @Test
  void doublingInterpolates() {
    assertArrayEquals(
        new double[] {0, 25, 75, 100},
        Arrays.copyOf(bilinear(new double[] {0, 100, 0, 100}, 2, 2, 4), 4),
        1e-9);
  }

  @Test
  void aPlaneOfAnotherShapeIsBroughtToASquare() {
    double[] plane = new double[5 * 31];
    Arrays.fill(plane, 42);
    for (double value : bilinear(plane, 5, 31, 7)) {
      assertEquals(42, value, 1e-9);
    }
  }

  /**
   * Doubled, a single 1 becomes the cubic kernel at 1/4, 3/4, 5/4 and 7/4, by Keys' equation: 111,
   * 29, -9 and -3 in 128.
   */
  @Test
  void doublingAnImpulseShowsTheCubicKernel() {
    double[] line = new double[7];
    line[3] = 128;
    assertArrayEquals(
        new double[] {0, 0, 0, -3, -9, 29, 111, 111, 29, -9, -3, 0, 0, 0},
        Resampling.BICUBIC.resize(new Plane(1, 7, line), 1, 14).levels(),
        1e-9);
  }

  /** Halved, the kernel is twice as wide: the same numbers at 1/4, 3/4, 5/4 and 7/4, over 2. */
  @Test
  void halvingIsAntialiased() {
    double[] line = new double[16];
    line[8] = 256;
    double[] halved = Resampling.BICUBIC.resize(new Plane(1, 16, line), 1, 8).levels();
    assertArrayEquals(new double[] {0, 0, -3, 29, 111, -9, 0, 0}, halved, 1e-9);
  }

  /** The picture is repeated in its mirror images, and every sample of them has its weight. */
  @Test
  void edgesAreMirrored() {
    Random random = new Random(5);
    for (int to : new int[] {1, 2, 5, 9, 12, 30}) {
      int from = 9;
      double[] line = random.doubles(from).toArray();
      double[] expected = new double[to];
      double ratio = (double) from / to;
      double stretch = Math.max(1, ratio);
      for (int i = 0; i < to; i++) {
        double sum = 0;
        double weights = 0;
        for (int place = -10 * from; place < 10 * from; place++) {
          int period = ((place % (2 * from)) + 2 * from) % (2 * from);
          double level = line[period < from ? period : 2 * from - 1 - period];
          double weight = keys(((i + 0.5) * ratio - 0.5 - place) / stretch);
          sum += weight * level;
          weights += weight;
        }
        expected[i] = sum / weights;
      }
      double[] resized = Resampling.BICUBIC.resize(new Plane(from, 1, line), to, 1).levels();
      assertArrayEquals(expected, resized, 1e-12, "to " + to);
    }
  }

  /** Keys (1981), written with powers. */
  private static double keys(double distance) {
    double x = Math.abs(distance);
    if (x < 1) {
      return 1.5 * Math.pow(x, 3) - 2.5 * Math.pow(x, 2) + 1;
    }
    return x < 2 ? -0.5 * Math.pow(x, 3) + 2.5 * Math.pow(x, 2) - 4 * x + 2 : 0;
  }

  @Test
  void aSizeOfNothingIsRefused() {
    Plane plane = new Plane(1, 1, new double[1]);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Resampling.BICUBIC.resize(plane, 0, 4))
            .getMessage()
            .contains("at least 1 pixel, got 0x4"));
  }
}
