package org.bcnn.prior;

import java.util.List;
import java.util.Optional;
import org.bcnn.graph.Tensor;
import org.bcnn.posterior.WeightDistribution;
import org.bcnn.posterior.WeightSite;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * The isotropic Gaussian prior {@code Π N(w | mean, scale²)}.
 *
 * @param mean the mean of every weight
 * @param scale the standard deviation (not the variance) of every weight
 */
public record GaussianPrior(double mean, double scale) implements HostDensity {
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
  public Tensor logDensity(Tensor weights, WeightSite site) {
    return GaussianDensity.of(squaredDistance(weights).sum(), site.shape().size(), scale);
  }

  @Override
  public double logDensity(double weight) {
    double z = (weight - mean) / scale;
    return GaussianDensity.atMean(scale) - 0.5 * z * z;
  }

  /**
   * {@code Σ [ (σ² + (μ − m)²) / (2 s²) + log s + log(2π)/2 ] − H} for a posterior of entropy H.
   */
  @Override
  public Optional<Tensor> closedFormKl(WeightDistribution posterior, WeightSite site) {
    return GaussianDensity.kl(
        posterior,
        this::squaredDistance,
        squares -> GaussianDensity.of(squares, site.shape().size(), scale));
  }

  private Tensor squaredDistance(Tensor weights) {
    return mean == 0 ? weights.square() : weights.subtract(mean).square();
  }

  @Override
  public Spec spec() {
    return Spec.of(GaussianPriorProvider.NAME)
        .with(GaussianPriorProvider.MEAN, mean)
        .with(GaussianPriorProvider.SCALE, scale);
  }

  /** Makes Gaussian priors by name. */
  public static final class GaussianPriorProvider implements PriorProvider {
    static final String NAME = "gaussian";
    static final String MEAN = "mean";
    static final String SCALE = "scale";

    /** Makes the provider. */
    public GaussianPriorProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "N(mean, scale^2) for every weight";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.number(MEAN, 0, "the mean"),
          Setting.number(SCALE, 0.3, "the standard deviation"));
    }

    @Override
    public Prior create(Spec spec) {
      return new GaussianPrior(spec.number(MEAN), spec.number(SCALE));
    }
  }
}
