package org.bcnn.objective;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * The Gaussian likelihood of targets given their means f and the variances of their noise, both
 * predicted (Nix and Weigend 1994; Kendall and Gal 2017): {@code −log p(y | f, v) = Σ [ (y − f)² /
 * (2v) + log(v)/2 + log(2π)/2 ]}, summed over an example's outputs.
 *
 * <p>The predicted log variance l is kept between bounds a and b that are soft, so that its
 * gradient does not vanish at them (Chua et al. 2018, appendix A.1): {@code u = b − softplus(b −
 * l)}, {@code log v = a + softplus(u − a)}. Far inside the bounds {@code log v = l}.
 *
 * @param targets y, {@code [batch, …]}
 * @param lower a, the lower bound of log v
 * @param upper b, the upper bound of log v; exceeded by {@code softplus(a − b)}, which is
 *     negligible
 */
public record HeteroscedasticLikelihood(Tensor targets, double lower, double upper)
    implements Likelihood<MeanAndLogVariance> {
  /** Deviations from 3e-4 to 3e3, for targets that were scaled to be near 1. */
  public static final double DEFAULT_BOUND = 16;

  /** Checks that there is a batch, and that the bounds leave room. */
  public HeteroscedasticLikelihood {
    Targets.requireBatch(targets);
    requireBounds(lower, upper);
  }

  /**
   * Makes a likelihood with the default bounds.
   *
   * @param targets y, {@code [batch, …]}
   */
  public HeteroscedasticLikelihood(Tensor targets) {
    this(targets, -DEFAULT_BOUND, DEFAULT_BOUND);
  }

  private static void requireBounds(double lower, double upper) {
    if (!(lower < upper) || !Double.isFinite(lower) || !Double.isFinite(upper)) {
      throw new IllegalArgumentException(
          "the bounds of the log variance must be finite and in order, got "
              + lower
              + " and "
              + upper);
    }
  }

  @Override
  public Tensor negativeLogLikelihood(MeanAndLogVariance output) {
    Targets.requireSameShape("means", output.mean(), targets);
    Tensor logVariance = boundedLogVariance(output);
    Tensor squares = targets.subtract(output.mean()).square().multiply(logVariance.negate().exp());
    return squares
        .add(logVariance)
        .sum()
        .multiply(0.5 / Targets.batch(targets))
        .add(Targets.each(targets) * Targets.HALF_LOG_TWO_PI);
  }

  /**
   * Returns the variance of the noise, the aleatoric part of a prediction's variance.
   *
   * @param output the network's output
   * @return v, of the targets' shape
   */
  public Tensor variance(MeanAndLogVariance output) {
    return variance(output, lower, upper);
  }

  /**
   * Returns the variance of the noise for a prediction, which has no targets.
   *
   * @param output the network's output
   * @param lower the lower bound of log v
   * @param upper the upper bound of log v
   * @return v, of the output's shape
   */
  public static Tensor variance(MeanAndLogVariance output, double lower, double upper) {
    return bounded(output.logVariance(), lower, upper).exp();
  }

  private Tensor boundedLogVariance(MeanAndLogVariance output) {
    return bounded(output.logVariance(), lower, upper);
  }

  private static Tensor bounded(Tensor value, double lower, double upper) {
    requireBounds(lower, upper);
    Tensor below = value.negate().add(upper).softplus().negate().add(upper);
    return below.subtract(lower).softplus().add(lower);
  }

  /** Makes Gaussian likelihoods of predicted variance by name. */
  public static final class HeteroscedasticProvider implements LikelihoodProvider {
    static final String NAME = "gaussian-predicted";
    static final String LOWER = "min-log-variance";
    static final String UPPER = "max-log-variance";

    /** Makes the provider. */
    public HeteroscedasticProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "a number with noise, from its mean and log variance (Kendall and Gal 2017)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.number(LOWER, -DEFAULT_BOUND, "the lower bound of the log variance"),
          Setting.number(UPPER, DEFAULT_BOUND, "the upper bound of the log variance"));
    }

    @Override
    public LikelihoodFamily create(Spec spec) {
      double lower = spec.number(LOWER);
      double upper = spec.number(UPPER);
      requireBounds(lower, upper);
      return new NamedLikelihood(
          spec,
          2,
          targets -> {
            var likelihood = new HeteroscedasticLikelihood(targets, lower, upper);
            return output -> likelihood.negativeLogLikelihood(MeanAndLogVariance.split(output));
          });
    }
  }
}
