package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.bcnn.tasks.image.Plane;
import org.junit.jupiter.api.Test;

class StructuralSimilarityTest {
  private static final StructuralSimilarity SSIM = new StructuralSimilarity(255, 0);
  private static final double C1 = 0.01 * 255 * 0.01 * 255;
  private static final double C2 = 0.03 * 255 * 0.03 * 255;

  private static Plane noise(int height, int width, long seed) {
    return new Plane(
        height, width, new Random(seed).doubles((long) height * width, 0, 255).toArray());
  }

  @Test
  void isOneOfEqualImages() {
    Plane image = noise(20, 17, 1);
    assertEquals(1, SSIM.of(image, image), 1e-12);
  }

  /** Even images differ in luminance alone: (2 a b + C1) / (a² + b² + C1). */
  @Test
  void ofEvenImagesIsThatOfLuminance() {
    Plane a = noise(12, 15, 1).map(level -> 100);
    Plane b = a.map(level -> 150);
    assertEquals((2 * 100 * 150 + C1) / (100 * 100 + 150 * 150 + C1), SSIM.of(a, b), 1e-9);
  }

  /** The definition, window by window, with a window of two dimensions and centred moments. */
  @Test
  void isTheAverageOverWindows() {
    Plane a = noise(14, 13, 2);
    Plane b = new Plane(14, 13, a.levels().clone());
    Random random = new Random(3);
    for (int i = 0; i < b.levels().length; i++) {
      b.levels()[i] = 0.6 * b.levels()[i] + 40 + 30 * random.nextGaussian();
    }
    double[][] window = new double[11][11];
    double total = 0;
    for (int i = 0; i < 11; i++) {
      for (int j = 0; j < 11; j++) {
        window[i][j] = Math.exp(-((i - 5) * (i - 5) + (j - 5) * (j - 5)) / (2 * 1.5 * 1.5));
        total += window[i][j];
      }
    }
    double sum = 0;
    int windows = 0;
    for (int border = 1, row = border; row + 11 <= 14 - border; row++) {
      for (int column = border; column + 11 <= 13 - border; column++) {
        sum += similarity(a, b, row, column, window, total);
        windows++;
      }
    }
    assertEquals(2, windows);
    assertEquals(sum / windows, new StructuralSimilarity(255, 1).of(a, b), 1e-12);
  }

  private static double similarity(
      Plane a, Plane b, int top, int left, double[][] window, double total) {
    double meanA = 0;
    double meanB = 0;
    for (int i = 0; i < 11; i++) {
      for (int j = 0; j < 11; j++) {
        meanA += window[i][j] / total * a.at(top + i, left + j);
        meanB += window[i][j] / total * b.at(top + i, left + j);
      }
    }
    double varianceA = 0;
    double varianceB = 0;
    double covariance = 0;
    for (int i = 0; i < 11; i++) {
      for (int j = 0; j < 11; j++) {
        double deviationA = a.at(top + i, left + j) - meanA;
        double deviationB = b.at(top + i, left + j) - meanB;
        varianceA += window[i][j] / total * deviationA * deviationA;
        varianceB += window[i][j] / total * deviationB * deviationB;
        covariance += window[i][j] / total * deviationA * deviationB;
      }
    }
    return (2 * meanA * meanB + C1)
        * (2 * covariance + C2)
        / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Plane small = noise(10, 30, 1);
    assertThrows(IllegalArgumentException.class, () -> SSIM.of(small, small));
    Plane other = noise(30, 10, 1);
    assertThrows(IllegalArgumentException.class, () -> SSIM.of(small, other));
    assertThrows(IllegalArgumentException.class, () -> new StructuralSimilarity(-1, 0));
  }
}
