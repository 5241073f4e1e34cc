package org.bcnn.tasks.superresolution;

import org.bcnn.tensor.HostTensor;

/**
 * Patches that one step is trained on.
 *
 * @param low [patches, 1, p, p], the luma in low resolution, levels from 0 to 1
 * @param high [patches, 1, factor p, factor p], what each of them is in truth
 */
public record Patches(HostTensor low, HostTensor high) {
  /**
   * Returns how many there are.
   *
   * @return at least 1
   */
  public int size() {
    return low.shape().dim(0);
  }
}
