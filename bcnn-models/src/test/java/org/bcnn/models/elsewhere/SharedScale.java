package org.bcnn.models.elsewhere;

import java.util.List;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.posterior.GaussianWeights;
import org.bcnn.posterior.InitialValues;
import org.bcnn.posterior.Posterior;
import org.bcnn.posterior.PosteriorProvider;
import org.bcnn.posterior.WeightDistribution;
import org.bcnn.posterior.WeightSite;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Gaussians of which all in a tensor have one scale. */
public record SharedScale(double rho) implements Posterior {
  @Override
  public List<Variable> variables(WeightSite site) {
    return List.of(centre(site), spread(site));
  }

  @Override
  public HostTensor initialValue(Variable variable, WeightSite site, long seed) {
    return variable.equals(spread(site))
        ? HostTensor.scalar((float) rho)
        : InitialValues.normal(site.shape(), site.path(), seed, 0, site.deviation(1));
  }

  @Override
  public WeightDistribution read(GraphBuilder graph, WeightSite site) {
    Tensor shared = graph.read(spread(site)).broadcastTo(site.shape());
    return new GaussianWeights(site.path(), graph.read(centre(site)), shared);
  }

  @Override
  public Spec spec() {
    return Spec.of("shared-scale").with("rho", rho);
  }

  private static Variable centre(WeightSite site) {
    return new Variable(site.path() + "/centre", site.shape());
  }

  private static Variable spread(WeightSite site) {
    return new Variable(site.path() + "/spread", Shape.scalar());
  }

  /** Makes the posterior by name. */
  public static final class SharedScaleProvider implements PosteriorProvider {
    @Override
    public String name() {
      return "shared-scale";
    }

    @Override
    public String description() {
      return "Gaussians of one scale a tensor";
    }

    @Override
    public List<Setting> settings() {
      return List.of(Setting.number("rho", -4, "the scale is log(1 + exp(rho))"));
    }

    @Override
    public Posterior create(Spec spec) {
      return new SharedScale(spec.number("rho"));
    }
  }
}
