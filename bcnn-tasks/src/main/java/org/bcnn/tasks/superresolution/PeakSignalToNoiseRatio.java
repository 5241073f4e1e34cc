package org.bcnn.tasks.superresolution;

import org.bcnn.tasks.image.Plane;

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
   * @param reconstruction the reconstruction
   * @param truth the true image
   * @return decibels; infinite if the two are equal
   * @throws IllegalArgumentException if the two differ in size, or have nothing inside the border
   */
  public double of(Plane reconstruction, Plane truth) {
    if (reconstruction.height() != truth.height() || reconstruction.width() != truth.width()) {
      throw new IllegalArgumentException(
          "PSNR compares images of one size, got " + reconstruction + " and " + truth);
    }
    int height = truth.height() - 2 * border;
    int width = truth.width() - 2 * border;
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          String.format("a %s has nothing inside a border of %d", truth, border));
    }
    double squares = 0;
    for (int row = border; row < border + height; row++) {
      for (int column = border; column < border + width; column++) {
        double error = reconstruction.at(row, column) - truth.at(row, column);
        squares += error * error;
      }
    }
    return 10 * Math.log10(peak * peak / (squares / ((double) height * width)));
  }
}
