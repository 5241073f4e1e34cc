package org.bcnn.tasks.superresolution;

/**
 * Size and numbers of training patches.
 *
 * @param size the side of a patch in pixels of the low resolution, at least 1
 * @param perEpoch how many patches an epoch has, at least 1
 * @param batch how many of them a step is trained on, at least 1; an epoch's last minibatch may be
 *     smaller
 */
public record PatchSettings(int size, int perEpoch, int batch) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one of them is less than 1
   */
  public PatchSettings {
    if (size < 1 || perEpoch < 1 || batch < 1) {
      throw new IllegalArgumentException(
          String.format(
              "size, number and batch of patches must be at least 1 but are %d, %d and %d",
              size, perEpoch, batch));
    }
  }
}
