package org.bcnn.it.prior;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.prior.Prior;
import org.bcnn.prior.PriorProvider;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * A Gaussian that forgets its scale on the way to a specification and back.
 *
 * @param scale the standard deviation
 * @param how where it is forgotten
 */
record ForgetfulPrior(double scale, Where how) implements Prior {
  /** Where the scale is lost. */
  enum Where {
    /** The specification does not have it. */
    IN_SPEC,
    /** The specification has the default's. */
    IN_VALUE,
    /** The specification has the name of no provider. */
    IN_NAME
  }

  @Override
  public Tensor logDensity(Tensor weights, WeightSite site) {
    return new GaussianPrior(0, scale).logDensity(weights, site);
  }

  @Override
  public Spec spec() {
    return switch (how) {
      case IN_SPEC -> Spec.of("forgetful");
      case IN_VALUE -> Spec.of("forgetful").with("scale", 1.0);
      case IN_NAME -> Spec.of("forgotten").with("scale", scale);
    };
  }

  /** Makes it by name. */
  static final class ForgetfulProvider implements PriorProvider {
    @Override
    public String name() {
      return "forgetful";
    }

    @Override
    public String description() {
      return "a Gaussian";
    }

    @Override
    public List<Setting> settings() {
      return List.of(Setting.number("scale", 1, "the standard deviation"));
    }

    @Override
    public Prior create(Spec spec) {
      return new ForgetfulPrior(spec.number("scale"), Where.IN_VALUE);
    }
  }
}
