package org.bcnn.posterior;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.bcnn.graph.Tensor;

/**
 * A fully factorised Gaussian over those weights of a tensor that are not removed; removed ones are
 * 0, exactly and with certainty. Mean, variance and every draw are multiplied by the mask, so the
 * gradients with respect to μ and ρ of a removed weight are exactly 0 too. Entropy and log density
 * are those of the weights that are left.
 *
 * @param weights the Gaussian over all weights, whose μ and ρ must be finite where they are removed
 * @param mask 1 for a weight that is left, 0 for one that is removed; of the weights' shape
 */
public record MaskedGaussianWeights(GaussianWeights weights, Tensor mask)
    implements WeightDistribution {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** Checks the shape of the mask. */
  public MaskedGaussianWeights {
    Objects.requireNonNull(weights, "weights");
    if (!mask.shape().equals(weights.mean().shape())) {
      throw new IllegalArgumentException(
          String.format(
              "a mask has the shape of its weights, %s, got %s",
              weights.mean().shape(), mask.shape()));
    }
  }

  @Override
  public Tensor mean() {
    return weights.mean().multiply(mask);
  }

  @Override
  public Tensor variance() {
    return weights.variance().multiply(mask);
  }

  /** {@code Σ m [ log σ + log(2πe)/2 ]}. */
  @Override
  public Optional<Tensor> entropy() {
    return Optional.of(weights.logScale().add(0.5 * (LOG_TWO_PI + 1)).multiply(mask).sum());
  }

  /** {@code w = m (μ + σ ε)} and {@code log q(w) = Σ m [ −ε²/2 − log σ − log(2π)/2 ]}. */
  @Override
  public WeightDraw draw(WeightNoise noise) {
    Tensor epsilon = noise.normal(weights.path(), weights.mean().shape());
    Tensor density =
        epsilon.square().multiply(-0.5).subtract(weights.logScale()).subtract(0.5 * LOG_TWO_PI);
    return new WeightDraw(
        weights.mean().add(weights.scale().multiply(epsilon)).multiply(mask),
        density.multiply(mask).sum());
  }

  @Override
  public Optional<Tensor> outputVariance(Tensor x, BinaryOperator<Tensor> product) {
    return Optional.of(product.apply(x.square(), variance()));
  }

  /** {@code m σ ε}. */
  @Override
  public Optional<Tensor> independentDeviation(WeightNoise noise) {
    Tensor epsilon = noise.normal(weights.path(), weights.mean().shape());
    return Optional.of(weights.scale().multiply(mask).multiply(epsilon));
  }
}
