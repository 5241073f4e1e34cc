package org.bcnn.tasks.superresolution;

import java.util.Arrays;

/**
 * Numbers in their order, with those that are equal in one place. Takes n log n comparisons and no
 * objects, so that it is for millions of pixels.
 */
final class Ranking {
  private final double[] sorted;

  /**
   * Sorts a copy of numbers.
   *
   * @throws IllegalArgumentException if one is not a number
   */
  Ranking(double[] values) {
    sorted = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        throw new IllegalArgumentException("value " + i + " is not a number");
      }
      // −0 would be sorted below 0, to which it is equal.
      sorted[i] = values[i] + 0.0;
    }
    Arrays.sort(sorted);
  }

  /** Returns how many numbers are less than one. */
  int below(double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns the number at a place in the order, from 0. */
  double at(int place) {
    return sorted[place];
  }

  /**
   * Returns the mid-rank of each of the numbers that were sorted: its place in the order, from 1,
   * and where some are equal the mean of their places.
   *
   * @param values the numbers, in any order
   */
  double[] midRanks(double[] values) {
    int n = sorted.length;
    int[] end = new int[n];
    for (int place = n - 1; place >= 0; place--) {
      boolean last = place == n - 1 || sorted[place + 1] > sorted[place];
      end[place] = last ? place + 1 : end[place + 1];
    }
    double[] ranks = new double[values.length];
    for (int i = 0; i < ranks.length; i++) {
      int below = below(values[i]);
      ranks[i] = 0.5 * (below + 1 + end[below]);
    }
    return ranks;
  }
}
