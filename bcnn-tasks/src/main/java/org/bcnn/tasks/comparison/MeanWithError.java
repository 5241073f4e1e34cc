package org.bcnn.tasks.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

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
   * Subtracts run by run, so that what two runs have in common, such as their images, takes no part
   * in the error of the difference.
   *
   * @param other the mean of values of the same runs, in the same order
   * @return the mean of the differences, with its error
   * @throws IllegalArgumentException if the other has another number of values
   */
  public MeanWithError minus(MeanWithError other) {
    if (values.size() != other.values.size()) {
      throw new IllegalArgumentException(
          values.size() + " values cannot be paired with " + other.values.size());
    }
    return of(
        IntStream.range(0, values.size())
            .mapToObj(i -> values.get(i) - other.values.get(i))
            .toList());
  }

  /**
   * Returns how far the confidence interval of Student's t goes to either side of the mean: t(n −
   * 1) standard errors.
   *
   * @param confidence the probability that it contains the true mean of normal values, such as 0.95
   * @return the half of its width; NaN for a single value
   */
  public double halfWidth(double confidence) {
    return values.size() == 1
        ? Double.NaN
        : standardError
            * TDistribution.of(values.size() - 1).inverseSurvivalProbability((1 - confidence) / 2);
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
