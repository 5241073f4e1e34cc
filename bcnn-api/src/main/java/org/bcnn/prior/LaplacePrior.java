package org.bcnn.prior;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.posterior.WeightSite;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * The Laplace prior {@code Π exp(−|w| / b) / (2b)}, whose variance is {@code 2b²}: more mass at 0
 * and in the tails than a Gaussian. Its gradient at 0 is taken as 0.
 *
 * <p>Its KL divergence from a Gaussian needs the error function, which graphs do not have, and is
 * estimated by Monte Carlo.
 *
 * @param scale b, the mean of {@code |w|}
 */
public record LaplacePrior(double scale) implements HostDensity {
  /** Checks that the scale is finite and positive. */
  public LaplacePrior {
    if (!(scale > 0) || !Double.isFinite(scale)) {
      throw new IllegalArgumentException("a Laplace prior needs a positive scale, got " + scale);
    }
  }

  @Override
  public Tensor logDensity(Tensor weights, WeightSite site) {
    return weights
        .abs()
        .sum()
        .multiply(-1 / scale)
        .subtract(site.shape().size() * Math.log(2 * scale));
  }

  @Override
  public double logDensity(double weight) {
    return -Math.abs(weight) / scale - Math.log(2 * scale);
  }

  @Override
  public Spec spec() {
    return Spec.of(LaplaceProvider.NAME).with(LaplaceProvider.SCALE, scale);
  }

  /** Makes Laplace priors by name. */
  public static final class LaplaceProvider implements PriorProvider {
    static final String NAME = "laplace";
    static final String SCALE = "scale";

    /** Makes the provider. */
    public LaplaceProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "exp(-|w| / scale) / (2 scale) for every weight";
    }

    @Override
    public List<Setting> settings() {
      return List.of(Setting.number(SCALE, 0.2, "the mean of |w|"));
    }

    @Override
    public Prior create(Spec spec) {
      return new LaplacePrior(spec.number(SCALE));
    }
  }
}
