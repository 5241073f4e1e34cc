package org.bcnn.prior;

import java.util.List;
import java.util.Optional;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.posterior.WeightDistribution;
import org.bcnn.posterior.WeightSite;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * The Gaussian prior {@code Π N(w | 0, s²)} whose scale s is trained with the posterior, one for
 * each tensor of weights (empirical Bayes). Its logarithm is the variable, so that s is positive
 * and moves by fractions of itself; the KL divergence is least at {@code s² = mean(σ² + μ²)}.
 *
 * @param initialScale the standard deviation (not the variance) that training starts from
 */
public record LearnedGaussianPrior(double initialScale) implements Prior {
  /** Checks that the scale is finite and positive. */
  public LearnedGaussianPrior {
    if (!(initialScale > 0) || !Double.isFinite(initialScale)) {
      throw new IllegalArgumentException(
          "a learned Gaussian prior needs a positive initial scale, got " + initialScale);
    }
  }

  @Override
  public Tensor logDensity(Tensor weights, WeightSite site) {
    Tensor logScale = weights.graph().read(logScale(site));
    return GaussianDensity.of(weights.square().sum(), site.shape().size(), logScale);
  }

  /** {@code Σ [ (σ² + μ²) / (2 s²) + log s + log(2π)/2 ] − H} for a posterior of entropy H. */
  @Override
  public Optional<Tensor> closedFormKl(WeightDistribution posterior, WeightSite site) {
    Tensor logScale = posterior.mean().graph().read(logScale(site));
    return GaussianDensity.kl(
        posterior,
        Tensor::square,
        squares -> GaussianDensity.of(squares, site.shape().size(), logScale));
  }

  /** Returns log s, a scalar named {@code <path>/prior-log-scale}. */
  @Override
  public List<Variable> variables(WeightSite site) {
    return List.of(logScale(site));
  }

  @Override
  public HostTensor initialValue(Variable variable, WeightSite site) {
    return HostTensor.scalar((float) Math.log(initialScale));
  }

  private static Variable logScale(WeightSite site) {
    return new Variable(site.path() + "/prior-log-scale", Shape.scalar());
  }

  @Override
  public Spec spec() {
    return Spec.of(LearnedGaussianProvider.NAME).with(LearnedGaussianProvider.SCALE, initialScale);
  }

  /** Makes learned Gaussian priors by name. */
  public static final class LearnedGaussianProvider implements PriorProvider {
    static final String NAME = "learned-gaussian";
    static final String SCALE = "scale";

    /** Makes the provider. */
    public LearnedGaussianProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "N(0, s^2), s learned for each tensor of weights (empirical Bayes)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.number(SCALE, 0.3, "the standard deviation that training starts from"));
    }

    @Override
    public Prior create(Spec spec) {
      return new LearnedGaussianPrior(spec.number(SCALE));
    }
  }
}
