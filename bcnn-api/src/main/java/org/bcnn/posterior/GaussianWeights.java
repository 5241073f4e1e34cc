package org.bcnn.posterior;

import org.bcnn.graph.Tensor;

/**
 * A fully factorised Gaussian over a tensor of weights, as graph values.
 *
 * @param mean the means μ, of the weights' shape
 * @param scale the standard deviations σ (not variances, not ρ), of the weights' shape
 */
public record GaussianWeights(Tensor mean, Tensor scale) {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /**
   * Returns the variances.
   *
   * @return σ², of the weights' shape
   */
  public Tensor variance() {
    return scale.square();
  }

  /**
   * Draws weights by reparameterisation.
   *
   * @param epsilon standard normal noise of the weights' shape
   * @return {@code μ + σ ε}
   */
  public Tensor sample(Tensor epsilon) {
    return mean.add(scale.multiply(epsilon));
  }

  /**
   * Returns the log density of weights.
   *
   * @param weights the weights
   * @return {@code log q(w)} in nats, summed over all weights: a scalar
   */
  public Tensor logDensity(Tensor weights) {
    Tensor standardised = weights.subtract(mean).divide(scale);
    return standardised
        .square()
        .multiply(-0.5)
        .subtract(scale.log())
        .subtract(HALF_LOG_TWO_PI)
        .sum();
  }
}
