package org.bcnn.tasks.superresolution;

/**
 * The peak signal-to-noise ratio {@code 10 log10(peak² / MSE)} in decibels, of the error of a
 * reconstruction and nothing else: not of a loss, which may have a divergence in it.
 *
 * @param peak the largest value a pixel can have, such as 255 or 1
 * @param border how many pixels along each edge are left out, as is the custom for images that were
 *     scaled up by that factor
 */
public record PeakSignalToNoiseRatio(double peak, int border) {
  /** Checks that the peak is positive and finite and the border not negative. */
  public PeakSignalToNoiseRatio {
    if (!(peak > 0) || !Double.isFinite(peak) || border < 0) {
      throw new IllegalArgumentException(
          "PSNR needs a positive peak and a border of at least 0, got " + peak + ", " + border);
    }
  }

  /**
   * Compares a reconstruction with the truth.
   *
   * @param reconstruction the pixels {@code [height, width]}, row by row
   * @param truth the true pixels, alike
   * @param width the pixels of a row
   * @return decibels; infinite if the two are equal
   * @throws IllegalArgumentException if the two differ in size, are no whole rows, or have nothing
   *     inside the border
   */
  public double of(float[] reconstruction, float[] truth, int width) {
    if (reconstruction.length != truth.length || width < 1 || truth.length % width != 0) {
      throw new IllegalArgumentException(
          String.format(
              "PSNR compares images of one size, got %d and %d pixels in rows of %d",
              reconstruction.length, truth.length, width));
    }
    int height = truth.length / width;
    if (height <= 2 * border || width <= 2 * border) {
      throw new IllegalArgumentException(
          String.format(
              "an image of %d x %d pixels has nothing inside a border of %d",
              height, width, border));
    }
    double squares = 0;
    for (int row = border; row < height - border; row++) {
      for (int column = border; column < width - border; column++) {
        int pixel = row * width + column;
        double error = (double) reconstruction[pixel] - truth[pixel];
        squares += error * error;
      }
    }
    double mean = squares / ((double) (height - 2 * border) * (width - 2 * border));
    return 10 * Math.log10(peak * peak / mean);
  }
}
