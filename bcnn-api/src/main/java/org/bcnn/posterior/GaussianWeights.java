package org.bcnn.posterior;

import java.util.Optional;
import java.util.function.BinaryOperator;
import org.bcnn.graph.Tensor;

/**
 * A fully factorised Gaussian over a tensor of weights, as graph values: {@code Π N(w | μ, σ²)}
 * with {@code σ = softplus(ρ)}.
 *
 * @param path the path of the weights, the address of their noise
 * @param mean the means μ, of the weights' shape
 * @param rho the ρ that σ comes from (neither σ nor its logarithm), of the weights' shape
 */
public record GaussianWeights(String path, Tensor mean, Tensor rho) implements WeightDistribution {
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

  @Override
  public Tensor variance() {
    return scale().square();
  }

  /** {@code Σ [ log σ + log(2πe)/2 ]}. */
  @Override
  public Optional<Tensor> entropy() {
    double constant = mean.shape().size() * (HALF_LOG_TWO_PI + 0.5);
    return Optional.of(logScale().sum().add(constant));
  }

  /**
   * {@code w = μ + σ ε} and {@code log q(w) = Σ [ −ε²/2 − log σ − log(2π)/2 ]}. Taken from the
   * noise rather than from the weights, the density has no rounding error where σ is small beside
   * μ.
   */
  @Override
  public WeightDraw draw(WeightNoise noise) {
    Tensor epsilon = noise.normal(path, mean.shape());
    Tensor density =
        epsilon.square().multiply(-0.5).subtract(logScale()).subtract(HALF_LOG_TWO_PI).sum();
    return new WeightDraw(mean.add(scale().multiply(epsilon)), density);
  }

  /** Independent weights: the variances' product with the squared inputs. */
  @Override
  public Optional<Tensor> outputVariance(Tensor x, BinaryOperator<Tensor> product) {
    return Optional.of(product.apply(x.square(), variance()));
  }

  /** {@code σ ε}. */
  @Override
  public Optional<Tensor> independentDeviation(WeightNoise noise) {
    return Optional.of(scale().multiply(noise.normal(path, mean.shape())));
  }

  @Override
  public Optional<WeightDistribution> masked(Tensor mask) {
    return Optional.of(new MaskedGaussianWeights(this, mask));
  }
}
