package org.bcnn.tasks.data;

/**
 * Brings images to a number of channels and a size: grey is repeated in red, green and blue, which
 * become grey by the luma of ITU-R BT.601; sizes are changed by linear interpolation, over as many
 * pixels as one becomes when an image shrinks. Stateless.
 */
public final class ImageFit {
  /** What red, green and blue count for in a grey pixel. */
  private static final double[] LUMA = {0.299, 0.587, 0.114};

  private ImageFit() {}

  /**
   * Brings images to a number of channels and a size. Proportions are not kept.
   *
   * @param images the images
   * @param channels the channels wanted
   * @param height the height wanted, in pixels, at least 1
   * @param width the width wanted, in pixels, at least 1
   * @return the images with the same labels, rounded to whole levels; the same object if there is
   *     nothing to change
   * @throws IllegalArgumentException if the channels differ and are not 1 and 3, or a size is less
   *     than 1
   */
  public static LabelledImages fit(LabelledImages images, int channels, int height, int width) {
    if (images.channels() == channels && images.height() == height && images.width() == width) {
      return images;
    }
    if (images.channels() != channels && images.channels() * channels != LUMA.length) {
      throw new IllegalArgumentException(
          String.format(
              "images of %d channels cannot be brought to %d; grey (1) and colour (3) can",
              images.channels(), channels));
    }
    double[][] down = LinearResampling.weights(images.height(), height);
    double[][] across = LinearResampling.weights(images.width(), width);
    byte[] pixels = new byte[images.count() * channels * height * width];
    int[] labels = new int[images.count()];
    int at = 0;
    for (int image = 0; image < labels.length; image++) {
      labels[image] = images.label(image);
      for (int channel = 0; channel < channels; channel++) {
        double[][] resized =
            LinearResampling.apply(down, plane(images, image, channel, channels), across);
        for (double[] row : resized) {
          for (double level : row) {
            pixels[at++] = (byte) Math.round(level);
          }
        }
      }
    }
    return LabelledImages.owning(channels, height, width, images.classNames(), pixels, labels);
  }

  private static double[][] plane(LabelledImages images, int image, int channel, int channels) {
    double[][] plane = new double[images.height()][images.width()];
    for (int row = 0; row < images.height(); row++) {
      for (int column = 0; column < images.width(); column++) {
        if (images.channels() == channels) {
          plane[row][column] = images.pixel(image, channel, row, column);
        } else if (channels == 1) {
          for (int c = 0; c < LUMA.length; c++) {
            plane[row][column] += LUMA[c] * images.pixel(image, c, row, column);
          }
        } else {
          plane[row][column] = images.pixel(image, 0, row, column);
        }
      }
    }
    return plane;
  }
}
