package org.bcnn.tasks.data;

import java.util.Arrays;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;

/**
 * A random division of examples into those that a model is fitted to and those that it is validated
 * on: a function of the number of examples, the size of the validation part and the seed.
 *
 * <p>The parts have no example in common, and every example is in one of them. With the same seed,
 * a smaller validation part is contained in every larger one. Immutable and safe for use by any
 * number of threads.
 */
public final class TrainValidationSplit {

  private final int[] train;
  private final int[] validation;

  private TrainValidationSplit(int[] train, int[] validation) {
    this.train = train;
    this.validation = validation;
  }

  /**
   * Divides examples by the size of the validation part.
   *
   * @param examples how many examples there are
   * @param validation how many of them are for validation: at least 0, and less than {@code
   *     examples}
   * @param seed decides which
   * @return the division
   * @throws IllegalArgumentException if {@code validation} is out of range
   */
  public static TrainValidationSplit byCount(int examples, int validation, long seed) {
    if (validation < 0 || validation >= examples) {
      throw new IllegalArgumentException(
          String.format(
              "of %d examples, between 0 and %d can be for validation, but %d were asked for",
              examples, examples - 1, validation));
    }
    int[] order = RandomStream.at(new NoiseAddress(seed, 0, "data/split", 0)).permutation(examples);
    return new TrainValidationSplit(
        sorted(order, validation, examples), sorted(order, 0, validation));
  }

  /**
   * Divides examples by the share of the validation part.
   *
   * @param examples how many examples there are
   * @param fraction the share that is for validation, at least 0 and less than 1; the number is
   *     rounded to the nearest
   * @param seed decides which
   * @return the division
   * @throws IllegalArgumentException if {@code fraction} is out of range or leaves nothing to train
   *     on
   */
  public static TrainValidationSplit byFraction(int examples, double fraction, long seed) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "the validation fraction must be at least 0 and less than 1 but is " + fraction);
    }
    return byCount(examples, (int) (examples * fraction + 0.5), seed);
  }

  /**
   * Returns the examples to train on.
   *
   * @return a new array of indices, ascending
   */
  public int[] train() {
    return train.clone();
  }

  /**
   * Returns the examples to validate on.
   *
   * @return a new array of indices, ascending; empty if there are none
   */
  public int[] validation() {
    return validation.clone();
  }

  private static int[] sorted(int[] order, int from, int to) {
    int[] part = Arrays.copyOfRange(order, from, to);
    Arrays.sort(part);
    return part;
  }
}
