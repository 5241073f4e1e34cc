package org.bcnn.tasks.comparison;

import java.util.List;

/**
 * A mean and how far it can be trusted.
 *
 * @param mean the mean
 * @param standardError s / √n, with the sample deviation s, whose denominator is n − 1; NaN for a
 *     single value
 * @param values the n values it is the mean of
 */
public record MeanWithError(double mean, double standardError, List<Double> values) {
  /** Copies the list. */
  public MeanWithError {
    values = List.copyOf(values);
  }

  /**
   * Averages.
   *
   * @param values the values, at least one
   * @return their mean with its error
   * @throws IllegalArgumentException if there are none
   */
  public static MeanWithError of(List<Double> values) {
    int n = values.size();
    if (n == 0) {
      throw new IllegalArgumentException("there is nothing to average");
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / n;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    // 0 / 0 for a single value, of whose spread nothing is known.
    return new MeanWithError(mean, Math.sqrt(squares / (n - 1) / n), values);
  }
}
