package org.bcnn.tasks.gan;

import java.util.List;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Images as the players have them, with pixels from −1 (level 0) to 1 (level 255), and as files
 * have them. Stateless.
 */
public final class PixelRange {
  private static final int LEVELS = 256;

  private PixelRange() {}

  /**
   * Takes images for the players.
   *
   * @param images the images
   * @param indices which of them
   * @return pixels {@code [indices, channels, height, width]} from −1 to 1
   */
  public static HostTensor toTensor(LabelledImages images, int... indices) {
    HostTensor pixels =
        HostTensor.zeros(
            Shape.of(indices.length, images.channels(), images.height(), images.width()));
    float[] values = pixels.data();
    images.fillImages(indices, 0, indices.length, values);
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * values[i] - 1;
    }
    return pixels;
  }

  /**
   * Takes images from a player, rounded to whole levels.
   *
   * @param pixels {@code [images, channels, height, width]}; what is beyond −1 or 1 is cut off
   * @return the images, without classes: every label is 0, of a class {@code ?}
   */
  public static LabelledImages toImages(HostTensor pixels) {
    float[] values = pixels.data();
    byte[] levels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      double level = (values[i] + 1.0) / 2 * (LEVELS - 1);
      levels[i] = (byte) Math.round(Math.min(LEVELS - 1, Math.max(0, level)));
    }
    Shape shape = pixels.shape();
    return LabelledImages.of(
        shape.dim(1), shape.dim(2), shape.dim(3), List.of("?"), levels, new int[shape.dim(0)]);
  }
}
