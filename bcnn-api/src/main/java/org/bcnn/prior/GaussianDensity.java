package org.bcnn.prior;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bcnn.graph.Tensor;
import org.bcnn.posterior.WeightDistribution;

/**
 * What Gaussian priors share. {@code −log p} is quadratic in the weights, so all that is needed of
 * them, or of a posterior, is a sum of squared distances from the means.
 */
final class GaussianDensity {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private GaussianDensity() {}

  /** {@code log N} of one weight at its mean. */
  static double atMean(double scale) {
    return -Math.log(scale) - HALF_LOG_TWO_PI;
  }

  /** {@code Σ log N} of weights; sums are scaled rather than weights, which saves passes. */
  static Tensor of(Tensor sumOfSquares, int weights, double scale) {
    return sumOfSquares
        .multiply(-0.5 / (scale * scale))
        .subtract(weights * (Math.log(scale) + HALF_LOG_TWO_PI));
  }

  /** The same for a scale that is learned, given its logarithm, a scalar. */
  static Tensor of(Tensor sumOfSquares, int weights, Tensor logScale) {
    Tensor precision = logScale.multiply(-2).exp();
    return sumOfSquares
        .multiply(precision)
        .multiply(-0.5)
        .subtract(logScale.add(HALF_LOG_TWO_PI).multiply(weights));
  }

  /**
   * {@code KL = −E log p − H}: with an entropy H in closed form, the expectation needs only mean
   * and variance of each weight, {@code E (w − m)² = σ² + (μ − m)²}.
   *
   * @param squaredDistance of a tensor of weights from the prior's means, {@code (w − m)²} each
   * @param logDensity the log density of all weights, given the sum of their squared distances
   */
  static Optional<Tensor> kl(
      WeightDistribution posterior,
      UnaryOperator<Tensor> squaredDistance,
      UnaryOperator<Tensor> logDensity) {
    return posterior
        .entropy()
        .map(
            entropy -> {
              Tensor expected = posterior.variance().add(squaredDistance.apply(posterior.mean()));
              return logDensity.apply(expected.sum()).add(entropy).negate();
            });
  }
}
