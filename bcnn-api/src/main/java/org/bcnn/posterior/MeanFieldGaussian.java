package org.bcnn.posterior;

import java.util.List;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Variable;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.HostTensor;

/**
 * How a mean-field Gaussian posterior {@code q(w) = Π N(w | μ, σ²)}, {@code σ = softplus(ρ)},
 * starts (Blundell et al. 2015).
 *
 * @param meanGain the means start from {@code N(0, gain² / fanIn)}: √2 is Kaiming's choice for
 *     rectifiers; 1 suits softplus as well
 * @param rhoMean ρ starts from {@code N(rhoMean, rhoSpread²)}; −5 gives σ = 0.0067
 * @param rhoSpread the standard deviation of the initial ρ
 */
public record MeanFieldGaussian(double meanGain, double rhoMean, double rhoSpread)
    implements GaussianFamily {
  /** Means by Kaiming's rule (gain √2), ρ around −5 with a spread of 0.1. */
  public static final MeanFieldGaussian DEFAULT = new MeanFieldGaussian(Math.sqrt(2), -5, 0.1);

  /** Checks that gain and spread are not negative and everything is finite. */
  public MeanFieldGaussian {
    if (!(meanGain >= 0) || !(rhoSpread >= 0) || !Double.isFinite(meanGain + rhoMean + rhoSpread)) {
      throw new IllegalArgumentException(
          "posterior needs a finite gain >= 0, rho and spread >= 0, got "
              + meanGain
              + ", "
              + rhoMean
              + ", "
              + rhoSpread);
    }
  }

  @Override
  public List<Variable> variables(WeightSite site) {
    return List.of(mean(site), rho(site));
  }

  @Override
  public HostTensor initialValue(Variable variable, WeightSite site, long seed) {
    return variable.equals(rho(site))
        ? InitialValues.normal(site.shape(), variable.name(), seed, rhoMean, rhoSpread)
        : InitialValues.normal(site.shape(), site.path(), seed, 0, site.deviation(meanGain));
  }

  @Override
  public GaussianWeights read(GraphBuilder graph, WeightSite site) {
    return new GaussianWeights(site.path(), graph.read(mean(site)), graph.read(rho(site)));
  }

  @Override
  public Spec spec() {
    return Spec.of(MeanFieldProvider.NAME)
        .with(MeanFieldProvider.MEAN_GAIN, meanGain)
        .with(MeanFieldProvider.RHO_MEAN, rhoMean)
        .with(MeanFieldProvider.RHO_SPREAD, rhoSpread);
  }

  /** Makes mean-field Gaussians by name. */
  public static final class MeanFieldProvider implements PosteriorProvider {
    static final String NAME = "mean-field";
    static final String MEAN_GAIN = "mean-gain";
    static final String RHO_MEAN = "rho";
    static final String RHO_SPREAD = "rho-spread";

    /** Makes the provider. */
    public MeanFieldProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "independent Gaussians (Blundell et al. 2015)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.number(MEAN_GAIN, DEFAULT.meanGain, "means start from N(0, gain^2 / fan-in)"),
          Setting.number(
              RHO_MEAN, DEFAULT.rhoMean, "rho of sigma = log(1 + exp(rho)) starts around it"),
          Setting.number(RHO_SPREAD, DEFAULT.rhoSpread, "with this standard deviation"));
    }

    @Override
    public MeanFieldGaussian create(Spec spec) {
      return new MeanFieldGaussian(
          spec.number(MEAN_GAIN), spec.number(RHO_MEAN), spec.number(RHO_SPREAD));
    }
  }
}
