package org.bcnn.tasks.superresolution;

import java.util.Arrays;

/**
 * Mean and variance of what draws predict for the pixels of a tile, one draw after another, so that
 * memory does not grow with their number (Welford 1962). Not thread-safe.
 */
final class PixelMoments {
  private final double[] mean;
  private final double[] squares;
  private final double[] noise;
  private int draws;

  PixelMoments(int pixels) {
    mean = new double[pixels];
    squares = new double[pixels];
    noise = new double[pixels];
  }

  /** Returns how many pixels there are. */
  int pixels() {
    return mean.length;
  }

  /** Forgets all draws. */
  void clear() {
    Arrays.fill(mean, 0);
    Arrays.fill(squares, 0);
    Arrays.fill(noise, 0);
    draws = 0;
  }

  /**
   * Adds a draw.
   *
   * @param means holds the mean of each pixel
   * @param noises holds the variance of the noise of each pixel
   * @param offset where in both the pixels of the draw begin
   */
  void add(float[] means, float[] noises, int offset) {
    draws++;
    for (int i = 0; i < mean.length; i++) {
      double difference = means[offset + i] - mean[i];
      mean[i] += difference / draws;
      squares[i] += difference * (means[offset + i] - mean[i]);
      noise[i] += (noises[offset + i] - noise[i]) / draws;
    }
  }

  /** Returns the average of the means of a pixel. */
  double mean(int pixel) {
    return mean[pixel];
  }

  /** Returns the variance of the means of a pixel over the draws, their sum divided by S. */
  double epistemic(int pixel) {
    return squares[pixel] / draws;
  }

  /** Returns the average of the noise's variances of a pixel. */
  double aleatoric(int pixel) {
    return noise[pixel];
  }
}
