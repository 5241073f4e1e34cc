package org.bcnn.tasks.data.corruption;

import org.bcnn.random.RandomStream;

/** Makes an image worse. Immutable and thread-safe. */
public interface Corruption {
  /**
   * Corrupts an image.
   *
   * @param image levels from 0 to 1, {@code [channels][height][width]}; not changed
   * @param random numbers of this image's own
   * @return levels from 0 to 1, {@code [channels][height][width]} of the same size
   */
  double[][][] apply(double[][][] image, RandomStream random);
}
