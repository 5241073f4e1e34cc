package org.bcnn.posterior;

import org.bcnn.graph.Tensor;

/**
 * A fully factorised Gaussian over a tensor of weights, as graph values: {@code Π N(w | μ, σ²)}
 * with {@code σ = softplus(ρ)}.
 *
 * @param mean the means μ, of the weights' shape
 * @param rho the ρ that σ comes from (neither σ nor its logarithm), of the weights' shape
 */
public record GaussianWeights(Tensor mean, Tensor rho) {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** Below this ρ, softplus is the exponential function, to 14 digits. */
  private static final double EXPONENTIAL_BELOW = -30;

  /**
   * Returns the standard deviations.
   *
   * @return σ (not σ², not ρ), of the weights' shape; 0 where ρ is so low that σ underflows
   */
  public Tensor scale() {
    return rho.softplus();
  }

  /**
   * Returns the logarithms of the standard deviations, which are finite, and have a gradient, even
   * where σ itself underflows: there {@code log σ = ρ}.
   *
   * @return log σ, of the weights' shape
   */
  public Tensor logScale() {
    Tensor smallest = rho.graph().constant((float) Math.log1p(Math.exp(EXPONENTIAL_BELOW)));
    Tensor below = rho.graph().constant(0).minimum(rho.subtract(EXPONENTIAL_BELOW));
    return smallest.maximum(scale()).log().add(below);
  }

  /**
   * Returns the variances.
   *
   * @return σ², of the weights' shape
   */
  public Tensor variance() {
    return scale().square();
  }

  /**
   * Draws weights by reparameterisation.
   *
   * @param epsilon standard normal noise of the weights' shape
   * @return {@code μ + σ ε}
   */
  public Tensor sample(Tensor epsilon) {
    return mean.add(scale().multiply(epsilon));
  }

  /**
   * Returns the log density of the weights that {@link #sample} draws. Taken from the noise rather
   * than from the weights, it has no rounding error where σ is small beside μ.
   *
   * @param epsilon the noise of the draw
   * @return {@code log q(μ + σ ε) = Σ [ −ε²/2 − log σ − log(2π)/2 ]} in nats, summed over all
   *     weights: a scalar
   */
  public Tensor sampleLogDensity(Tensor epsilon) {
    return epsilon.square().multiply(-0.5).subtract(logScale()).subtract(HALF_LOG_TWO_PI).sum();
  }
}
