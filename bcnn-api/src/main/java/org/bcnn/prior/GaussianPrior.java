package org.bcnn.prior;

import java.util.Optional;
import org.bcnn.graph.Tensor;
import org.bcnn.posterior.GaussianWeights;

/**
 * The isotropic Gaussian prior {@code Π N(w | mean, scale²)}.
 *
 * @param mean the mean of every weight
 * @param scale the standard deviation (not the variance) of every weight
 */
public record GaussianPrior(double mean, double scale) implements Prior {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** Checks that the mean is finite and the scale finite and positive. */
  public GaussianPrior {
    if (!Double.isFinite(mean) || !(scale > 0) || !Double.isFinite(scale)) {
      throw new IllegalArgumentException(
          "a Gaussian prior needs a finite mean and a positive scale, got mean "
              + mean
              + ", scale "
              + scale);
    }
  }

  @Override
  public Tensor logDensity(Tensor weights) {
    return weights
        .subtract(mean)
        .divide(scale)
        .square()
        .multiply(-0.5)
        .subtract(Math.log(scale) + HALF_LOG_TWO_PI)
        .sum();
  }

  /**
   * {@code Σ [ log(σp/σ) + (σ² + (μ − μp)²) / (2 σp²) − ½ ]}. What is constant is applied to sums:
   * most parameters are so small that the number of operations is what a KL divergence costs.
   */
  @Override
  public Optional<Tensor> closedFormKl(GaussianWeights posterior) {
    Tensor shift = mean == 0 ? posterior.mean() : posterior.mean().subtract(mean);
    Tensor quadratic =
        posterior.variance().add(shift.square()).sum().multiply(0.5 / (scale * scale));
    double constant = shift.shape().size() * (Math.log(scale) - 0.5);
    return Optional.of(quadratic.subtract(posterior.logScale().sum()).add(constant));
  }
}
