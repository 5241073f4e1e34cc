package org.bcnn.tasks.superresolution;

import org.bcnn.tasks.image.Plane;

/**
 * The Gaussian predictive distribution of every pixel of the luma, levels from 0 to 1: its variance
 * is the sum of two (Kendall and Gal 2017).
 *
 * @param mean {@code [height, width]}, the reconstruction
 * @param epistemic {@code [height, width]}, the variance of what draws of the weights predict: what
 *     more data would teach
 * @param aleatoric {@code [height, width]}, the variance that is predicted of the pixel itself:
 *     what is lost in the low resolution
 */
public record PixelPrediction(Plane mean, Plane epistemic, Plane aleatoric) {
  /**
   * Checks sizes and values.
   *
   * @throws IllegalArgumentException if the sizes differ, a mean or variance is not finite, or a
   *     variance is negative
   */
  public PixelPrediction {
    check(mean, mean, "mean", Double.NEGATIVE_INFINITY);
    check(mean, epistemic, "epistemic variance", 0);
    check(mean, aleatoric, "aleatoric variance", 0);
  }

  private static void check(Plane mean, Plane plane, String what, double least) {
    if (plane.height() != mean.height() || plane.width() != mean.width()) {
      throw new IllegalArgumentException(
          String.format("the %s is a %s, the mean a %s", what, plane, mean));
    }
    double[] levels = plane.levels();
    for (int i = 0; i < levels.length; i++) {
      if (!Double.isFinite(levels[i]) || levels[i] < least) {
        throw new IllegalArgumentException(
            String.format(
                "the %s of the pixel in row %d and column %d is %s",
                what, i / plane.width(), i % plane.width(), levels[i]));
      }
    }
  }

  /**
   * Returns the standard deviation of the predictive distribution.
   *
   * @return {@code [height, width]}, {@code sqrt(epistemic + aleatoric)}
   */
  public Plane deviation() {
    double[] deviation = new double[mean.levels().length];
    for (int i = 0; i < deviation.length; i++) {
      deviation[i] = Math.sqrt(epistemic.levels()[i] + aleatoric.levels()[i]);
    }
    return new Plane(mean.height(), mean.width(), deviation);
  }

  /**
   * Leaves pixels along each edge out.
   *
   * @param border how many, at least 0
   * @return what is inside
   * @throws IllegalArgumentException if nothing is
   */
  public PixelPrediction inside(int border) {
    return new PixelPrediction(
        inside(mean, border), inside(epistemic, border), inside(aleatoric, border));
  }

  static Plane inside(Plane plane, int border) {
    int height = plane.height() - 2 * border;
    int width = plane.width() - 2 * border;
    if (border < 0 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          String.format("a %s has nothing inside a border of %d", plane, border));
    }
    return plane.crop(border, border, height, width);
  }
}
