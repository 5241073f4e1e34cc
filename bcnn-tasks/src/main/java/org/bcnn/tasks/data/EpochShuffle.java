package org.bcnn.tasks.data;

import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;

/**
 * The order in which an epoch visits the examples: a permutation of its own for every epoch, a
 * function of the seed and the epoch alone.
 *
 * <p>A batch is a range of the order. Immutable and safe for use by any number of threads.
 */
public final class EpochShuffle {

  private final int examples;
  private final long seed;

  /**
   * Creates the orders of a run.
   *
   * @param examples the number of training examples, at least 1
   * @param seed the seed of the run
   * @throws IllegalArgumentException if {@code examples} is less than 1
   */
  public EpochShuffle(int examples, long seed) {
    if (examples < 1) {
      throw new IllegalArgumentException("examples must be at least 1 but is " + examples);
    }
    this.examples = examples;
    this.seed = seed;
  }

  /**
   * Returns the order of an epoch.
   *
   * @param epoch which epoch
   * @return a new array with each of 0, &hellip;, {@code examples - 1} once; all orders are equally
   *     probable
   */
  public int[] order(long epoch) {
    return RandomStream.at(new NoiseAddress(seed, epoch, "data/shuffle", 0)).permutation(examples);
  }
}
