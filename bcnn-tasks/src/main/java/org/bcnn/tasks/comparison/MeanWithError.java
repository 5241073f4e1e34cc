package org.bcnn.tasks.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /**
   * Averages each of several numbers.
   *
   * @param runs the numbers of each run by name, the same names in all; at least one run
   * @return the mean of each, by name, in the order of the first run
   */
  static Map<String, MeanWithError> ofEach(List<Map<String, Double>> runs) {
    Map<String, MeanWithError> means = new LinkedHashMap<>();
    for (String name : runs.get(0).keySet()) {
      means.put(name, of(runs.stream().map(run -> run.get(name)).toList()));
    }
    return means;
  }
}
