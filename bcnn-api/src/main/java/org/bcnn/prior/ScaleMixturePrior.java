package org.bcnn.prior;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.posterior.WeightSite;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * The mixture of two Gaussians of Blundell et al. (2015), {@code Π [ π N(w | 0, σ1²) + (1 − π) N(w
 * | 0, σ2²) ]}: a wide one for the few weights that matter, a narrow one that holds the others near
 * 0.
 *
 * <p>Its KL divergence from a Gaussian has no closed form and is estimated by Monte Carlo.
 *
 * @param pi the weight of the first Gaussian, between 0 and 1
 * @param sigma1 the standard deviation (not the variance) of the first Gaussian
 * @param sigma2 the standard deviation (not the variance) of the second Gaussian
 */
public record ScaleMixturePrior(double pi, double sigma1, double sigma2) implements HostDensity {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** Checks that π is between 0 and 1 and the deviations are finite and positive. */
  public ScaleMixturePrior {
    if (!(pi > 0 && pi < 1)
        || !(sigma1 > 0)
        || !(sigma2 > 0)
        || !Double.isFinite(sigma1 + sigma2)) {
      throw new IllegalArgumentException(
          "a scale mixture needs 0 < pi < 1 and positive sigmas, got pi "
              + pi
              + ", sigma1 "
              + sigma1
              + ", sigma2 "
              + sigma2);
    }
  }

  /**
   * {@code log p = a + log(1 + exp(b − a))}, a and b the logarithms of the wide and the narrow
   * part. Far from 0 only a is left and the gradient is the wide Gaussian's; near 0 the difference
   * is at most a few nats, so that nothing is lost to rounding.
   */
  @Override
  public Tensor logDensity(Tensor weights, WeightSite site) {
    boolean firstIsWide = sigma1 >= sigma2;
    double wide = Math.max(sigma1, sigma2);
    double narrow = Math.min(sigma1, sigma2);
    double logOfWide = Math.log(firstIsWide ? pi : 1 - pi) - Math.log(wide);
    double logOfNarrow = Math.log(firstIsWide ? 1 - pi : pi) - Math.log(narrow);
    double widePrecision = 1 / (wide * wide);
    double narrowPrecision = 1 / (narrow * narrow);
    Tensor squares = weights.square();
    Tensor narrowOverWide =
        squares
            .multiply(-0.5 * (narrowPrecision - widePrecision))
            .add(logOfNarrow - logOfWide)
            .softplus()
            .sum();
    return squares
        .sum()
        .multiply(-0.5 * widePrecision)
        .add(narrowOverWide)
        .add(site.shape().size() * (logOfWide - HALF_LOG_TWO_PI));
  }

  @Override
  public double logDensity(double weight) {
    double first = logOfPart(pi, sigma1, weight);
    double second = logOfPart(1 - pi, sigma2, weight);
    double larger = Math.max(first, second);
    return larger + Math.log1p(Math.exp(Math.min(first, second) - larger));
  }

  private static double logOfPart(double share, double sigma, double weight) {
    double z = weight / sigma;
    return Math.log(share) - Math.log(sigma) - HALF_LOG_TWO_PI - 0.5 * z * z;
  }

  @Override
  public Spec spec() {
    return Spec.of(ScaleMixtureProvider.NAME)
        .with(ScaleMixtureProvider.PI, pi)
        .with(ScaleMixtureProvider.SIGMA1, sigma1)
        .with(ScaleMixtureProvider.SIGMA2, sigma2);
  }

  /** Makes scale mixtures by name. */
  public static final class ScaleMixtureProvider implements PriorProvider {
    static final String NAME = "scale-mixture";
    static final String PI = "pi";
    static final String SIGMA1 = "sigma1";
    static final String SIGMA2 = "sigma2";

    /** Makes the provider. */
    public ScaleMixtureProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "pi N(0, sigma1^2) + (1 - pi) N(0, sigma2^2) for every weight (Blundell et al. 2015)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.number(PI, 0.5, "the weight of the first Gaussian"),
          Setting.number(SIGMA1, 1, "its standard deviation"),
          Setting.number(SIGMA2, 0.0025, "the standard deviation of the second Gaussian"));
    }

    @Override
    public Prior create(Spec spec) {
      return new ScaleMixturePrior(spec.number(PI), spec.number(SIGMA1), spec.number(SIGMA2));
    }
  }
}
