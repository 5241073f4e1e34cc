package org.bcnn.it.tck;

import org.bcnn.graph.Distribution;

/** Range, mean, variance and correlation of neighbours of a sample. */
final class NoiseMoments {
  private NoiseMoments() {}

  static void check(Distribution distribution, float[] sample) {
    for (float value : sample) {
      Expect.that(inRange(distribution, value), value + " is not a value of " + distribution);
    }
    double mean = distribution == Distribution.UNIFORM ? 0.5 : 0;
    double variance = distribution == Distribution.UNIFORM ? 1.0 / 12 : 1;
    // The variance of the squared distance from the mean: E d^4 - (E d^2)^2.
    double spread =
        switch (distribution) {
          case STANDARD_NORMAL -> 2;
          case UNIFORM -> 1.0 / 80 - 1.0 / 144;
          case RANDOM_SIGN -> 0;
        };
    double sum = 0;
    double squares = 0;
    double products = 0;
    for (int i = 0; i < sample.length; i++) {
      double distance = sample[i] - mean;
      sum += distance;
      squares += distance * distance;
      products += i == 0 ? 0 : distance * (sample[i - 1] - mean);
    }
    int n = sample.length;
    near("the mean's distance from " + mean, sum / n, 0, Math.sqrt(variance / n));
    near("the variance", squares / n, variance, Math.sqrt(spread / n));
    near("the covariance of neighbours", products / n, 0, variance / Math.sqrt(n));
  }

  private static boolean inRange(Distribution distribution, float value) {
    return switch (distribution) {
      case STANDARD_NORMAL -> Float.isFinite(value);
      case UNIFORM -> value >= 0 && value < 1;
      case RANDOM_SIGN -> Math.abs(value) == 1;
    };
  }

  private static void near(String what, double actual, double expected, double standardError) {
    Expect.that(
        Math.abs(actual - expected) <= Tolerances.STANDARD_ERRORS * standardError + 1e-9,
        what + " is " + actual + " instead of about " + expected);
  }
}
