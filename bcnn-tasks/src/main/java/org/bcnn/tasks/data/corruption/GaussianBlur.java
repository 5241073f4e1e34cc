package org.bcnn.tasks.data.corruption;

import org.bcnn.random.RandomStream;

/**
 * Convolves images with a Gaussian, {@code w(k) ∝ exp(−k² / 2σ²)} along each axis for whole k up to
 * 4σ, the sum of the weights being 1. Beyond the edges the pixels at the edge go on.
 *
 * @param deviation σ in pixels, at least 0; 0 changes nothing
 */
public record GaussianBlur(double deviation) implements Corruption {
  /** Beyond so many deviations the weights are below 4·10⁻⁴ of the one in the middle. */
  private static final double REACH = 4;

  /** Checks the deviation. */
  public GaussianBlur {
    if (!(deviation >= 0) || !Double.isFinite(deviation)) {
      throw new IllegalArgumentException(
          "the deviation of a blur must be finite and at least 0 pixels, got " + deviation);
    }
  }

  /** Returns the weights of the pixels from −r to r. */
  double[] kernel() {
    int radius = (int) Math.ceil(REACH * deviation);
    double[] kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      double distance = i - radius;
      // A deviation of 0 leaves the middle alone, without dividing by it.
      kernel[i] = distance == 0 ? 1 : Math.exp(-distance * distance / (2 * deviation * deviation));
      sum += kernel[i];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    return kernel;
  }

  @Override
  public double[][][] apply(double[][][] image, RandomStream random) {
    double[] kernel = kernel();
    double[][][] blurred = new double[image.length][][];
    for (int channel = 0; channel < image.length; channel++) {
      double[][] across = acrossTransposed(image[channel], kernel);
      blurred[channel] = acrossTransposed(across, kernel);
    }
    return blurred;
  }

  /** Convolves the rows, and makes them columns, so that doing it twice convolves both axes. */
  private static double[][] acrossTransposed(double[][] plane, double[] kernel) {
    int height = plane.length;
    int width = plane[0].length;
    int radius = kernel.length / 2;
    double[][] result = new double[width][height];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
          int source = Math.max(0, Math.min(width - 1, column + i - radius));
          sum += kernel[i] * plane[row][source];
        }
        result[column][row] = sum;
      }
    }
    return result;
  }
}
