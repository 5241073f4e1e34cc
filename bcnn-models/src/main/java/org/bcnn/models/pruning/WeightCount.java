package org.bcnn.models.pruning;

/**
 * How many weights there are that can be removed; biases are not among them.
 *
 * @param all all of them
 * @param left those that are not removed
 */
public record WeightCount(long all, long left) {
  /**
   * Returns the share of weights that are removed.
   *
   * @return from 0 to 1
   */
  public double removed() {
    return 1 - (double) left / all;
  }
}
