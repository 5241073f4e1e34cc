package org.bcnn.tasks.data.corruption;

import org.bcnn.random.RandomStream;

/**
 * Brings levels towards the mean m of their channel in the image: {@code m + factor · (x − m)}.
 *
 * @param factor what remains of the contrast, from 0 to 1; 1 changes nothing
 */
public record Contrast(double factor) implements Corruption {
  /** Checks the factor. */
  public Contrast {
    if (!(factor >= 0 && factor <= 1)) {
      throw new IllegalArgumentException(
          "the factor of a contrast must be from 0 to 1, got " + factor);
    }
  }

  @Override
  public double[][][] apply(double[][][] image, RandomStream random) {
    int height = image[0].length;
    int width = image[0][0].length;
    double[][][] flat = new double[image.length][height][width];
    for (int channel = 0; channel < image.length; channel++) {
      double sum = 0;
      for (double[] row : image[channel]) {
        for (double level : row) {
          sum += level;
        }
      }
      double mean = sum / (height * width);
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          flat[channel][row][column] = mean + factor * (image[channel][row][column] - mean);
        }
      }
    }
    return flat;
  }
}
