package org.bcnn.prior;

import java.util.List;
import java.util.Optional;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.posterior.WeightDistribution;
import org.bcnn.posterior.WeightSite;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * The prior of MOPED (Krishnan, Subedar and Tickoo 2020), {@code Π N(w | m, scale²)} with the
 * weights m of a trained deterministic twin. They are kept in a buffer, which is stored with the
 * network but not trained; until a twin's values are set it holds zeros.
 *
 * @param scale the standard deviation (not the variance) of every weight
 */
public record MopedPrior(double scale) implements Prior {
  /** Checks that the scale is finite and positive. */
  public MopedPrior {
    if (!(scale > 0) || !Double.isFinite(scale)) {
      throw new IllegalArgumentException("a MOPED prior needs a positive scale, got " + scale);
    }
  }

  @Override
  public Tensor logDensity(Tensor weights, WeightSite site) {
    return GaussianDensity.of(squaredDistance(weights, site).sum(), site.shape().size(), scale);
  }

  /**
   * {@code Σ [ (σ² + (μ − m)²) / (2 s²) + log s + log(2π)/2 ] − H} for a posterior of entropy H.
   */
  @Override
  public Optional<Tensor> closedFormKl(WeightDistribution posterior, WeightSite site) {
    return GaussianDensity.kl(
        posterior,
        weights -> squaredDistance(weights, site),
        squares -> GaussianDensity.of(squares, site.shape().size(), scale));
  }

  /** Weights have means of their own, so that it matters which are meant. */
  @Override
  public Tensor logDensityAtZero(Tensor which, WeightSite site) {
    Tensor squares = which.graph().read(mean(site)).square().multiply(which).sum();
    Tensor constants = which.sum().multiply(GaussianDensity.atMean(scale));
    return squares.multiply(-0.5 / (scale * scale)).add(constants);
  }

  private static Tensor squaredDistance(Tensor weights, WeightSite site) {
    return weights.subtract(weights.graph().read(mean(site))).square();
  }

  /** Returns the twin's weights, {@code <path>/prior-mean} of the weights' shape. */
  @Override
  public List<Variable> buffers(WeightSite site) {
    return List.of(mean(site));
  }

  /**
   * Returns the variable that holds the twin's weights.
   *
   * @param site the weights
   * @return the variable, of the weights' shape
   */
  public static Variable mean(WeightSite site) {
    return new Variable(site.path() + "/prior-mean", site.shape());
  }

  @Override
  public Spec spec() {
    return Spec.of(MopedProvider.NAME).with(MopedProvider.SCALE, scale);
  }

  /** Makes MOPED priors by name. */
  public static final class MopedProvider implements PriorProvider {
    static final String NAME = "moped";
    static final String SCALE = "scale";

    /** Makes the provider. */
    public MopedProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "N(w, scale^2) around the weights w of a trained deterministic twin"
          + " (Krishnan et al. 2020)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(Setting.number(SCALE, 0.3, "the standard deviation"));
    }

    @Override
    public Prior create(Spec spec) {
      return new MopedPrior(spec.number(SCALE));
    }
  }
}
