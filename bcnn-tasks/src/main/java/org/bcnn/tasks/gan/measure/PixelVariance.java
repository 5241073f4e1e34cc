package org.bcnn.tasks.gan.measure;

import org.bcnn.tasks.data.LabelledImages;

/**
 * The unbiased variance of each pixel over some images, of levels from 0 to 255, by sums of whole
 * numbers: that of equal images is 0. Not thread-safe.
 */
final class PixelVariance {
  private int images;
  private long[] sums = new long[0];
  private long[] squares = new long[0];

  /** Adds an image, of one size. */
  void add(LabelledImages set, int image) {
    int pixels = set.channels() * set.height() * set.width();
    if (images == 0) {
      sums = new long[pixels];
      squares = new long[pixels];
    }
    int at = 0;
    for (int channel = 0; channel < set.channels(); channel++) {
      for (int row = 0; row < set.height(); row++) {
        for (int column = 0; column < set.width(); column++) {
          long level = set.pixel(image, channel, row, column);
          sums[at] += level;
          squares[at] += level * level;
          at++;
        }
      }
    }
    images++;
  }

  /** Returns the mean over pixels, of at least 2 images. */
  double mean() {
    double total = 0;
    for (int pixel = 0; pixel < sums.length; pixel++) {
      total += images * squares[pixel] - sums[pixel] * sums[pixel];
    }
    return total / images / (images - 1) / sums.length;
  }
}
