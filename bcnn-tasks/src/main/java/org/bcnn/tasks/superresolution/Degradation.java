package org.bcnn.tasks.superresolution;

import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.image.Resampling;

/**
 * How low-resolution images are made from true ones: cut to a multiple of the factor and reduced by
 * antialiased bicubic interpolation, the convention of the field.
 *
 * @param factor the true image has this many times the pixels along each axis
 */
public record Degradation(int factor) {
  /** Checks the factor. */
  public Degradation {
    if (factor < 2) {
      throw new IllegalArgumentException("the factor must be at least 2, got " + factor);
    }
  }

  /**
   * Cuts an image at the right and the bottom so that it can be reduced without a rest.
   *
   * @param truth the image
   * @return the image with sides that are multiples of the factor
   * @throws IllegalArgumentException if it is smaller than the factor
   */
  public Plane cut(Plane truth) {
    int height = truth.height() / factor * factor;
    int width = truth.width() / factor * factor;
    if (height == 0 || width == 0) {
      throw new IllegalArgumentException("a " + truth + " is too small to be reduced by " + factor);
    }
    return truth.crop(0, 0, height, width);
  }

  /**
   * Reduces an image.
   *
   * @param truth an image with sides that are multiples of the factor
   * @return the low-resolution image
   */
  public Plane reduce(Plane truth) {
    return Resampling.BICUBIC.resize(truth, truth.height() / factor, truth.width() / factor);
  }

  /**
   * Enlarges an image by bicubic interpolation, what any other method has to be better than.
   *
   * @param low a low-resolution image
   * @return the image with {@code factor} times the pixels along each axis
   */
  public Plane enlarge(Plane low) {
    return Resampling.BICUBIC.resize(low, low.height() * factor, low.width() * factor);
  }
}
