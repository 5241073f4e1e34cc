package org.bcnn.it.docs;

// begin
import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.Prior;
import org.bcnn.prior.PriorProvider;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/** The hyperbolic secant prior, sech(πw / 2s) / 2s for every weight, of standard deviation s. */
public record SechPrior(double scale) implements Prior {
  @Override
  public Tensor logDensity(Tensor weights, WeightSite site) {
    Tensor z = weights.multiply(Math.PI / (2 * scale)).abs();
    Tensor logSech = z.add(z.multiply(-2).softplus()).negate().add(Math.log(2));
    return logSech.subtract(Math.log(2 * scale)).sum();
  }

  @Override
  public Spec spec() {
    return Spec.of("sech").with("scale", scale);
  }

  /** Makes it by name. */
  public static final class SechProvider implements PriorProvider {
    @Override
    public String name() {
      return "sech";
    }

    @Override
    public String description() {
      return "sech(pi w / 2 scale) / (2 scale) for every weight";
    }

    @Override
    public List<Setting> settings() {
      return List.of(Setting.number("scale", 0.3, "the standard deviation"));
    }

    @Override
    public Prior create(Spec spec) {
      return new SechPrior(spec.number("scale"));
    }
  }
}
// end
