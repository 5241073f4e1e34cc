package org.bcnn.tasks.data;

import org.bcnn.tasks.image.Resampling;

/**
 * Brings images to a number of channels and a size: grey is repeated in red, green and blue, which
 * become grey by the luma of ITU-R BT.601; sizes are changed by linear interpolation, over as many
 * pixels as one becomes when an image shrinks. Stateless.
 */
public final class ImageFit {
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
    int size = channels * height * width;
    byte[] pixels = new byte[Math.multiplyExact(images.count(), size)];
    int[] labels = new int[images.count()];
    for (int image = 0; image < labels.length; image++) {
      labels[image] = images.label(image);
      byte[] fitted =
          images
              .picture(image)
              .withChannels(channels)
              .resize(Resampling.BILINEAR, height, width)
              .bytes();
      System.arraycopy(fitted, 0, pixels, image * size, size);
    }
    return LabelledImages.owning(channels, height, width, images.classNames(), pixels, labels);
  }
}
