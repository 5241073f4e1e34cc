package org.bcnn.it.prior;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.posterior.WeightDistribution;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.prior.Prior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Priors with the mistakes that are made when priors are written. */
final class WrongPriors {
  private static final double SCALE = 0.5;
  private static final GaussianPrior RIGHT = new GaussianPrior(0, SCALE);

  private WrongPriors() {}

  static List<WrongPrior> all() {
    return List.of(
        wrong(
            "the normalising constant is forgotten",
            Set.of("densityOfOneWeightIntegratesToOne", "densityOfTwoWeightsIntegratesToOne"),
            "the integral of the density of one weight",
            (w, site) -> w.square().sum().multiply(-0.5 / (SCALE * SCALE))),
        wrong(
            "the normalising constant is there once instead of for every weight",
            Set.of("densityOfTwoWeightsIntegratesToOne"),
            "the integral of the density of two weights",
            (w, site) ->
                w.square()
                    .sum()
                    .multiply(-0.5 / (SCALE * SCALE))
                    .subtract(Math.log(SCALE) + 0.5 * Math.log(2 * Math.PI))),
        wrong(
            "the mean over weights instead of the sum",
            Set.of("densityOfTwoWeightsIntegratesToOne"),
            "the integral of the density of two weights",
            (w, site) -> RIGHT.logDensity(w, site).multiply(1.0 / w.shape().size())),
        wrong(
            "a density for each weight instead of their sum",
            Set.of(
                "densityIsAFiniteScalar",
                "densityOfOneWeightIntegratesToOne",
                "densityOfTwoWeightsIntegratesToOne",
                "gradientIsTheSlope",
                "gradientIsAliveFarAway",
                "gradientIsFiniteAtTheCentreAndAtZero",
                "monteCarloKlIsUnbiased",
                "backendsAgree"),
            "logDensity is of all weights together: a scalar",
            (w, site) ->
                w.square()
                    .multiply(-0.5 / (SCALE * SCALE))
                    .subtract(Math.log(SCALE) + 0.5 * Math.log(2 * Math.PI))),
        new WrongPrior(
            "a variance is taken for a standard deviation",
            Set.of("densityIsTheExactOne", "samplesHaveTheDensity"),
            "log p(0.001)",
            new GaussianPrior(0, SCALE * SCALE),
            false,
            Optional.of(WrongPriors::exactLogDensity),
            Optional.of(random -> SCALE * random.nextGaussian())),
        wrong(
            "a small constant inside the logarithm",
            Set.of(
                "densityOfOneWeightIntegratesToOne",
                "densityOfTwoWeightsIntegratesToOne",
                "gradientIsAliveFarAway"),
            "the gradient of log p hardly pulls back",
            (w, site) -> each(w, logDensity -> logDensity.exp().add(1e-8).log())),
        wrong(
            "the logarithm of a density that underflows",
            Set.of("densityIsAFiniteScalar", "gradientIsTheSlope", "gradientIsAliveFarAway"),
            "log p is -Infinity",
            (w, site) -> each(w, logDensity -> logDensity.exp().log())),
        wrong(
            "the gradient is stopped",
            Set.of("gradientIsTheSlope", "gradientIsAliveFarAway"),
            "the gradient of log p at 0.001",
            (w, site) -> RIGHT.logDensity(w.stopGradient(), site)),
        wrong(
            "a square root with an infinite gradient at 0",
            Set.of("gradientIsFiniteAtTheCentreAndAtZero"),
            "the gradient of log p at 0.0 is NaN",
            (w, site) -> w.square().sqrt().sum().negate().subtract(w.shape().size() * Math.log(2))),
        wrong(
            "a closed form with prior and posterior swapped",
            Set.of("closedFormKlIsTheIntegral"),
            "closedFormKl at means",
            withClosedForm(q -> swapped(q))),
        wrong(
            "a closed form that is a mean over weights",
            Set.of("closedFormKlIsTheIntegral"),
            "closedFormKl at means",
            withClosedForm(q -> rightKl(q).multiply(1.0 / q.mean().shape().size()))),
        wrong(
            "a closed form with a variance for a standard deviation",
            Set.of("closedFormKlIsTheIntegral"),
            "closedFormKl at means",
            withClosedForm(
                q -> new GaussianPrior(0, SCALE * SCALE).closedFormKl(q, siteOf(q)).orElseThrow())),
        forgetful(
            "a specification without its setting",
            "leaves out [scale]",
            ForgetfulPrior.Where.IN_SPEC),
        forgetful(
            "a specification with the default for its setting",
            "log p of the prior that the spec",
            ForgetfulPrior.Where.IN_VALUE),
        forgetful(
            "a specification that no provider knows",
            "no provider is named \"forgotten\"",
            ForgetfulPrior.Where.IN_NAME),
        new WrongPrior(
            "no specification",
            Set.of("specMakesThePriorAgain"),
            "override spec()",
            (w, site) -> RIGHT.logDensity(w, site),
            true,
            Optional.empty(),
            Optional.empty()),
        wrong(
            "one variable for the whole network",
            Set.of("variablesAreNamedAfterTheirPlace"),
            "the variable scale belongs to conv1/weight",
            new Learned("scale", false)),
        wrong(
            "a learned variable that no gradient reaches",
            Set.of("learnedVariablesAreTrained"),
            "the gradient of the KL divergence by layer/weight/scale",
            new Learned("", true)));
  }

  private static WrongPrior wrong(String fault, Set<String> tests, String message, Prior prior) {
    return new WrongPrior(fault, tests, message, prior, false, Optional.empty(), Optional.empty());
  }

  private static WrongPrior forgetful(String fault, String message, ForgetfulPrior.Where how) {
    return new WrongPrior(
        fault,
        Set.of("specMakesThePriorAgain"),
        message,
        new ForgetfulPrior(SCALE, how),
        true,
        Optional.empty(),
        Optional.empty());
  }

  private static double exactLogDensity(double w) {
    return -0.5 * w * w / (SCALE * SCALE) - Math.log(SCALE) - 0.5 * Math.log(2 * Math.PI);
  }

  /** The sum of what becomes of each weight's log density. */
  private static Tensor each(Tensor w, UnaryOperator<Tensor> change) {
    return change
        .apply(
            w.square()
                .multiply(-0.5 / (SCALE * SCALE))
                .subtract(Math.log(SCALE) + 0.5 * Math.log(2 * Math.PI)))
        .sum();
  }

  private static WeightSite siteOf(WeightDistribution q) {
    return new WeightSite("any", q.mean().shape(), 0);
  }

  private static Tensor rightKl(WeightDistribution q) {
    return RIGHT.closedFormKl(q, siteOf(q)).orElseThrow();
  }

  /** {@code KL(p ‖ q)}. */
  private static Tensor swapped(WeightDistribution q) {
    Tensor ratio = q.variance().reciprocal().multiply(SCALE * SCALE);
    Tensor shift = q.mean().square().divide(q.variance());
    return ratio.add(shift).subtract(ratio.log()).subtract(1).sum().multiply(0.5);
  }

  private static Prior withClosedForm(java.util.function.Function<WeightDistribution, Tensor> kl) {
    return new Prior() {
      @Override
      public Tensor logDensity(Tensor weights, WeightSite site) {
        return RIGHT.logDensity(weights, site);
      }

      @Override
      public Optional<Tensor> closedFormKl(WeightDistribution posterior, WeightSite site) {
        return Optional.of(kl.apply(posterior));
      }
    };
  }

  /**
   * A Gaussian whose log scale is learned, or would be.
   *
   * @param name of the variable; empty for one at its place
   * @param stopped whether no gradient reaches it
   */
  private record Learned(String name, boolean stopped) implements Prior {
    @Override
    public Tensor logDensity(Tensor weights, WeightSite site) {
      Tensor logScale = weights.graph().read(variables(site).get(0));
      Tensor used = stopped ? logScale.stopGradient() : logScale;
      return weights
          .divide(used.exp())
          .square()
          .multiply(-0.5)
          .subtract(used)
          .subtract(0.5 * Math.log(2 * Math.PI))
          .sum();
    }

    @Override
    public List<Variable> variables(WeightSite site) {
      return List.of(new Variable(name.isEmpty() ? site.path() + "/scale" : name, Shape.scalar()));
    }

    @Override
    public HostTensor initialValue(Variable variable, WeightSite site) {
      return HostTensor.scalar(-0.5f);
    }
  }
}
