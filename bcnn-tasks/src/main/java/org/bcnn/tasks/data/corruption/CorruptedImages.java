package org.bcnn.tasks.data.corruption;

import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.data.LabelledImages;

/** Corrupts whole sets of images. Stateless. */
public final class CorruptedImages {
  private static final double HIGHEST = 255;

  private CorruptedImages() {}

  /**
   * Corrupts images. What is random in that is a function of the seed and of the place of an image
   * in the set.
   *
   * @param images the images
   * @param corruption what is done to each
   * @param seed decides all that is random
   * @return images of the same size with the same labels, rounded to whole levels
   */
  public static LabelledImages of(LabelledImages images, Corruption corruption, long seed) {
    int channels = images.channels();
    int height = images.height();
    int width = images.width();
    byte[] pixels = new byte[images.count() * channels * height * width];
    int[] labels = new int[images.count()];
    int at = 0;
    for (int i = 0; i < labels.length; i++) {
      labels[i] = images.label(i);
      RandomStream random = RandomStream.at(new NoiseAddress(seed, i, "data/corruption", 0));
      for (double[][] plane : corruption.apply(levels(images, i), random)) {
        for (double[] row : plane) {
          for (double level : row) {
            pixels[at++] = (byte) Math.round(HIGHEST * level);
          }
        }
      }
    }
    return LabelledImages.of(channels, height, width, images.classNames(), pixels, labels);
  }

  private static double[][][] levels(LabelledImages images, int image) {
    double[][][] levels = new double[images.channels()][images.height()][images.width()];
    for (int channel = 0; channel < levels.length; channel++) {
      for (int row = 0; row < images.height(); row++) {
        for (int column = 0; column < images.width(); column++) {
          levels[channel][row][column] = images.pixel(image, channel, row, column) / HIGHEST;
        }
      }
    }
    return levels;
  }
}
