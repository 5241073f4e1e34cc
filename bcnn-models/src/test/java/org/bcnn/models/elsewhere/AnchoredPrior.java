package org.bcnn.models.elsewhere;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.Prior;
import org.bcnn.prior.PriorProvider;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** A Gaussian around values that are kept, with a scale that is learned. */
public record AnchoredPrior(double anchor) implements Prior {
  @Override
  public Tensor logDensity(Tensor weights, WeightSite site) {
    Tensor scale = weights.graph().read(rho(site)).softplus();
    Tensor distance = weights.subtract(weights.graph().read(mean(site))).divide(scale);
    return distance.square().add(Math.log(2 * Math.PI)).multiply(-0.5).subtract(scale.log()).sum();
  }

  @Override
  public List<Variable> variables(WeightSite site) {
    return List.of(rho(site));
  }

  @Override
  public List<Variable> buffers(WeightSite site) {
    return List.of(mean(site));
  }

  @Override
  public HostTensor initialValue(Variable variable, WeightSite site) {
    return HostTensor.full(variable.shape(), variable.equals(rho(site)) ? -1 : (float) anchor);
  }

  @Override
  public Spec spec() {
    return Spec.of("anchored").with("anchor", anchor);
  }

  private static Variable rho(WeightSite site) {
    return new Variable(site.path() + "/prior/rho", Shape.scalar());
  }

  private static Variable mean(WeightSite site) {
    return new Variable(site.path() + "/prior/mean", site.shape());
  }

  /** Makes the prior by name. */
  public static final class AnchoredPriorProvider implements PriorProvider {
    @Override
    public String name() {
      return "anchored";
    }

    @Override
    public String description() {
      return "a Gaussian around kept values";
    }

    @Override
    public List<Setting> settings() {
      return List.of(Setting.number("anchor", 0, "the values"));
    }

    @Override
    public Prior create(Spec spec) {
      return new AnchoredPrior(spec.number("anchor"));
    }
  }
}
