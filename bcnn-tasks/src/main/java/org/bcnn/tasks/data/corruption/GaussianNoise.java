package org.bcnn.tasks.data.corruption;

import org.bcnn.random.RandomStream;

/**
 * Adds independent Gaussian noise to every level, and brings what leaves the range from 0 to 1 back
 * to its end. The noise of an image is the same for every deviation, but for its scale.
 *
 * @param deviation the standard deviation of the noise, of levels from 0 to 1, at least 0
 */
public record GaussianNoise(double deviation) implements Corruption {
  /** Checks the deviation. */
  public GaussianNoise {
    if (!(deviation >= 0) || !Double.isFinite(deviation)) {
      throw new IllegalArgumentException(
          "the deviation of the noise must be finite and at least 0, got " + deviation);
    }
  }

  @Override
  public double[][][] apply(double[][][] image, RandomStream random) {
    double[][][] noisy = new double[image.length][image[0].length][image[0][0].length];
    for (int channel = 0; channel < image.length; channel++) {
      for (int row = 0; row < image[channel].length; row++) {
        for (int column = 0; column < image[channel][row].length; column++) {
          double level = image[channel][row][column] + deviation * random.nextGaussian();
          noisy[channel][row][column] = Math.max(0, Math.min(1, level));
        }
      }
    }
    return noisy;
  }
}
