package org.bcnn.tasks.superresolution;

import org.bcnn.tasks.image.Plane;

/**
 * The mean structural similarity index of Wang et al. (2004): luminance, contrast and structure of
 * two images compared in windows of 11 x 11 pixels under a Gaussian of standard deviation 1.5,
 * averaged over the windows that are wholly inside. 1 for equal images.
 *
 * @param peak the largest value a pixel can have, such as 255 or 1
 * @param border how many pixels along each edge are left out, as is the custom for images that were
 *     scaled up by that factor
 */
public record StructuralSimilarity(double peak, int border) {
  /** The side of a window in pixels. */
  static final int WINDOW = 11;

  private static final double DEVIATION = 1.5;
  private static final double K1 = 0.01;
  private static final double K2 = 0.03;

  /** Checks that the peak is positive and finite and the border not negative. */
  public StructuralSimilarity {
    if (!(peak > 0) || !Double.isFinite(peak) || border < 0) {
      throw new IllegalArgumentException(
          "SSIM needs a positive peak and a border of at least 0, got " + peak + ", " + border);
    }
  }

  /**
   * Compares a reconstruction with the truth.
   *
   * @param reconstruction the reconstruction
   * @param truth the true image
   * @return from -1 to 1
   * @throws IllegalArgumentException if the two differ in size, or inside the border there is no
   *     room for a window
   */
  public double of(Plane reconstruction, Plane truth) {
    int height = truth.height() - 2 * border;
    int width = truth.width() - 2 * border;
    if (reconstruction.height() != truth.height() || reconstruction.width() != truth.width()) {
      throw new IllegalArgumentException(
          "SSIM compares images of one size, got " + reconstruction + " and " + truth);
    }
    if (height < WINDOW || width < WINDOW) {
      throw new IllegalArgumentException(
          String.format(
              "SSIM needs %d pixels a side inside a border of %d, got a %s",
              WINDOW, border, truth));
    }
    Plane a = reconstruction.crop(border, border, height, width);
    Plane b = truth.crop(border, border, height, width);
    double[] meanA = average(a);
    double[] meanB = average(b);
    double[] squaresA = average(product(a, a));
    double[] squaresB = average(product(b, b));
    double[] products = average(product(a, b));
    double c1 = K1 * peak * (K1 * peak);
    double c2 = K2 * peak * (K2 * peak);
    double sum = 0;
    for (int i = 0; i < meanA.length; i++) {
      double meanProduct = meanA[i] * meanB[i];
      double meanSquares = meanA[i] * meanA[i] + meanB[i] * meanB[i];
      double covariance = products[i] - meanProduct;
      double variances = squaresA[i] + squaresB[i] - meanSquares;
      sum +=
          (2 * meanProduct + c1) * (2 * covariance + c2) / ((meanSquares + c1) * (variances + c2));
    }
    return sum / meanA.length;
  }

  private static Plane product(Plane a, Plane b) {
    double[] product = new double[a.levels().length];
    for (int i = 0; i < product.length; i++) {
      product[i] = a.levels()[i] * b.levels()[i];
    }
    return new Plane(a.height(), a.width(), product);
  }

  /** Averages under the window, at each place where it is wholly inside. */
  private static double[] average(Plane plane) {
    double[] weights = weights();
    int columns = plane.width() - WINDOW + 1;
    int rows = plane.height() - WINDOW + 1;
    double[] across = new double[plane.height() * columns];
    for (int row = 0; row < plane.height(); row++) {
      for (int column = 0; column < columns; column++) {
        for (int k = 0; k < WINDOW; k++) {
          across[row * columns + column] += weights[k] * plane.at(row, column + k);
        }
      }
    }
    double[] averages = new double[rows * columns];
    for (int i = 0; i < averages.length; i++) {
      for (int k = 0; k < WINDOW; k++) {
        averages[i] += weights[k] * across[i + k * columns];
      }
    }
    return averages;
  }

  private static double[] weights() {
    double[] weights = new double[WINDOW];
    double sum = 0;
    for (int k = 0; k < WINDOW; k++) {
      double distance = (k - WINDOW / 2) / DEVIATION;
      weights[k] = Math.exp(-0.5 * distance * distance);
      sum += weights[k];
    }
    for (int k = 0; k < WINDOW; k++) {
      weights[k] /= sum;
    }
    return weights;
  }
}
