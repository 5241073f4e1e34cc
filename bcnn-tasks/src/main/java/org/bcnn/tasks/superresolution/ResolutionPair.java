package org.bcnn.tasks.superresolution;

import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.image.YCbCr;

/**
 * The luma of a picture in two resolutions, as levels from 0 (where black is 16 / 255) to 1.
 *
 * @param low {@code [height, width]}, what a network is given; not rounded and, as bicubic
 *     interpolation overshoots, possibly a little outside of the range
 * @param high {@code [factor height, factor width]}, what it is to find, in steps of 1 / 255
 * @param factor the true picture has this many times the pixels along each axis
 */
public record ResolutionPair(Plane low, Plane high, int factor) {
  /** Checks that the sizes fit together. */
  public ResolutionPair {
    if (factor < 1
        || high.height() != (long) factor * low.height()
        || high.width() != (long) factor * low.width()) {
      throw new IllegalArgumentException(
          String.format("a %s is not %d times a %s", high, factor, low));
    }
  }

  /**
   * Makes the pair of a picture: its luma (ITU-R BT.601, 16 to 235), rounded to 8 bits as the field
   * does, cut to a multiple of the factor, and reduced whole, so that what is near the edge of a
   * patch is made of what is beyond it, too.
   *
   * @param picture the picture; grey counts as equal red, green and blue
   * @param degradation how the low-resolution picture is made
   * @return the pair
   * @throws IllegalArgumentException if the picture is smaller than the factor
   */
  public static ResolutionPair of(Picture picture, Degradation degradation) {
    Plane luma = degradation.cut(YCbCr.of(picture).y().map(Math::rint));
    Plane high = luma.map(level -> level / Picture.WHITE);
    return new ResolutionPair(degradation.reduce(high), high, degradation.factor());
  }
}
