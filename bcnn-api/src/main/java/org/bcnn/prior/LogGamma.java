package org.bcnn.prior;

/** The logarithm of the gamma function. */
final class LogGamma {
  /** From here on the series below is exact to double precision. */
  private static final double LARGE = 10;

  /** {@code B_2k / (2k (2k − 1))} of Stirling's series (Abramowitz and Stegun 1964, 6.1.41). */
  private static final double[] STIRLING = {
    1.0 / 12,
    -1.0 / 360,
    1.0 / 1260,
    -1.0 / 1680,
    1.0 / 1188,
    -691.0 / 360_360,
    1.0 / 156,
    -3617.0 / 122_400
  };

  private LogGamma() {}

  /**
   * Returns {@code log Γ(x)} of a positive x: Stirling's series, after {@code Γ(x + 1) = x Γ(x)}.
   */
  static double of(double x) {
    double logOfFactors = 0;
    double large = x;
    while (large < LARGE) {
      logOfFactors += Math.log(large);
      large++;
    }
    double series = 0;
    for (int k = STIRLING.length - 1; k >= 0; k--) {
      series = series / (large * large) + STIRLING[k];
    }
    return (large - 0.5) * Math.log(large)
        - large
        + 0.5 * Math.log(2 * Math.PI)
        + series / large
        - logOfFactors;
  }
}
