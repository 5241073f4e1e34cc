package org.bcnn.objective;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * The Gaussian likelihood of targets given their means, with noise of a known standard deviation s:
 * {@code −log p(y | f) = Σ [ (y − f)² / (2 s²) + log s + log(2π)/2 ]}, summed over an example's
 * outputs. Outputs are the means f, of the targets' shape.
 *
 * @param targets y, {@code [batch, …]}
 * @param deviation s, the standard deviation (not the variance) of the noise
 */
public record GaussianLikelihood(Tensor targets, double deviation) implements Likelihood<Tensor> {
  /** Checks that there is a batch, and that the deviation is positive. */
  public GaussianLikelihood {
    Targets.requireBatch(targets);
    requireDeviation(deviation);
  }

  static void requireDeviation(double deviation) {
    if (!(deviation > 0) || !Double.isFinite(deviation)) {
      throw new IllegalArgumentException(
          "the standard deviation of the noise must be positive, got " + deviation);
    }
  }

  @Override
  public Tensor negativeLogLikelihood(Tensor means) {
    Targets.requireSameShape("means", means, targets);
    double constant = Targets.each(targets) * (Math.log(deviation) + Targets.HALF_LOG_TWO_PI);
    return targets
        .subtract(means)
        .square()
        .sum()
        .multiply(0.5 / (deviation * deviation) / Targets.batch(targets))
        .add(constant);
  }

  /** Makes Gaussian likelihoods of known deviation by name. */
  public static final class GaussianProvider implements LikelihoodProvider {
    static final String NAME = "gaussian";
    static final String DEVIATION = "deviation";

    /** Makes the provider. */
    public GaussianProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "a number with noise of a known deviation, from its mean";
    }

    @Override
    public List<Setting> settings() {
      return List.of(Setting.number(DEVIATION, 1, "the standard deviation of the noise"));
    }

    @Override
    public LikelihoodFamily create(Spec spec) {
      double deviation = spec.number(DEVIATION);
      requireDeviation(deviation);
      return new NamedLikelihood(spec, 1, targets -> new GaussianLikelihood(targets, deviation));
    }
  }
}
