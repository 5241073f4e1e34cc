package org.bcnn.random;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Test statistics, each as a standard normal score where that is possible. */
final class Statistics {

  private Statistics() {}

  /** The standard normal distribution function, to about 14 digits for x in [-8, 8]. */
  static double normalCdf(double x) {
    return x < 0 ? upperTail(-x) : 1 - upperTail(x);
  }

  /**
   * The probability that a standard normal deviate exceeds x &ge; 0: the Taylor series near zero
   * and the continued fraction of Laplace far from it.
   */
  static double upperTail(double x) {
    double density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    if (x < 3) {
      double sum = x;
      double term = x;
      for (int n = 3; term > 1e-18 * sum; n += 2) {
        term *= x * x / n;
        sum += term;
      }
      return 0.5 - density * sum;
    }
    double fraction = x;
    for (int n = 150; n > 0; n--) {
      fraction = x + n / fraction;
    }
    return density / fraction;
  }

  /** The score of a chi-square statistic, by the approximation of Wilson and Hilferty. */
  static double chiSquareScore(double statistic, int degreesOfFreedom) {
    double variance = 2.0 / (9 * degreesOfFreedom);
    return (Math.cbrt(statistic / degreesOfFreedom) - (1 - variance)) / Math.sqrt(variance);
  }

  /** The score of counts that should all have the same expectation. */
  static double equalCountsScore(long[] counts) {
    double[] probabilities = new double[counts.length];
    Arrays.fill(probabilities, 1.0 / counts.length);
    return countsScore(counts, probabilities);
  }

  /** The chi-square score of counts; the probabilities add up to one. */
  static double countsScore(long[] counts, double[] probabilities) {
    long total = Arrays.stream(counts).sum();
    double statistic = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = total * probabilities[i];
      statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return chiSquareScore(statistic, counts.length - 1);
  }

  /**
   * The Kolmogorov-Smirnov statistic times the square root of the sample size. It exceeds d with
   * probability about 2 exp(-2 d&sup2;): 2.3 with 5e-5.
   *
   * @param sample the sample, which is sorted
   */
  static double kolmogorovSmirnov(float[] sample, DoubleUnaryOperator cdf) {
    Arrays.sort(sample);
    int n = sample.length;
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double p = cdf.applyAsDouble(sample[i]);
      distance = Math.max(distance, Math.max((i + 1.0) / n - p, p - (double) i / n));
    }
    return distance * Math.sqrt(n);
  }

  /** The score of the correlation of two samples of mean 0 and variance 1. */
  static double correlationScore(float[] a, int fromA, float[] b, int fromB, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (double) a[fromA + i] * b[fromB + i];
    }
    return sum / Math.sqrt(count);
  }

  /** The standardised squares of a sample from the standard normal distribution. */
  static float[] squares(float[] sample) {
    float[] squares = new float[sample.length];
    for (int i = 0; i < sample.length; i++) {
      squares[i] = (sample[i] * sample[i] - 1) / (float) Math.sqrt(2);
    }
    return squares;
  }
}
