package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.posterior.GaussianWeights;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.prior.LearnedGaussianPrior;
import org.bcnn.prior.MopedPrior;
import org.bcnn.prior.Prior;
import org.bcnn.prior.PriorProvider;
import org.bcnn.prior.ScaleMixturePrior;
import org.bcnn.prior.StudentTPrior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The KL divergence of one parameter: closed form, numerical integration, Monte Carlo. */
class KlTest {
  private static final int DRAWS = 20_000;

  private final GraphBuilder graph = new GraphBuilder();
  private final Exact exact = new Exact();

  private VariationalParameter parameter(int size, Prior prior) {
    return new VariationalParameter(
        new WeightSite("w", Shape.of(size), 0), MeanFieldGaussian.DEFAULT, prior);
  }

  private Tensor kl(VariationalParameter parameter, KlMode mode) {
    return parameter.kl(Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0), mode);
  }

  private double kl(Prior prior, KlMode mode, double[] mu, double[] rho) {
    VariationalParameter parameter = parameter(mu.length, prior);
    exact.set(parameter.variables().get(0), mu).set(parameter.variables().get(1), rho);
    return exact.scalar(kl(parameter, mode));
  }

  private double closedForm(GaussianPrior prior, double mu, double rho) {
    return kl(prior, KlMode.AUTOMATIC, new double[] {mu}, new double[] {rho});
  }

  private static double softplus(double x) {
    return Math.log1p(Math.exp(x));
  }

  /** {@code ½ [ σ²/s² + (μ − m)²/s² − 1 − log(σ²/s²) ]}, from variances rather than from scales. */
  private static double textbook(double mu, double sigma, double mean, double scale) {
    double ratio = sigma * sigma / (scale * scale);
    double shift = (mu - mean) / scale;
    return 0.5 * (ratio + shift * shift - 1 - Math.log(ratio));
  }

  /** {@code ∫ q log(q/p)} by Simpson's rule over 14 standard deviations either side. */
  private static double integral(double mu, double sigma, DoubleUnaryOperator logPrior) {
    int intervals = 40_000;
    double width = 28 * sigma / intervals;
    double sum = 0;
    for (int i = 0; i <= intervals; i++) {
      double w = mu - 14 * sigma + i * width;
      double z = (w - mu) / sigma;
      double logQ = -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
      int weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(logQ) * (logQ - logPrior.applyAsDouble(w));
    }
    return sum * width / 3;
  }

  private static DoubleUnaryOperator logGaussian(double mean, double scale) {
    return w ->
        -0.5 * (w - mean) * (w - mean) / (scale * scale)
            - Math.log(scale)
            - 0.5 * Math.log(2 * Math.PI);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1", "0.25, 0.5", "-0.5, 2"})
  void closedFormIsTheTextbooksSumOverWeights(double mean, double scale) {
    double[] mu = Networks.normal("mu", 50);
    double[] rho = Networks.normal("rho", 50);
    double expected = 0;
    for (int i = 0; i < mu.length; i++) {
      rho[i] = 3 * rho[i] - 2;
      expected += textbook(mu[i], softplus(rho[i]), mean, scale);
    }
    double actual = kl(new GaussianPrior(mean, scale), KlMode.AUTOMATIC, mu, rho);
    // The prior's constants are float32 in the graph.
    assertEquals(expected, actual, 1e-6 * expected);
  }

  @ParameterizedTest
  @CsvSource({"0.05, -5, 0, 0.125", "-0.75, -1, 0.25, 0.5", "2, 1.5, 0, 1"})
  void closedFormIsTheIntegral(double mu, double rho, double mean, double scale) {
    double expected = integral(mu, softplus(rho), logGaussian(mean, scale));
    assertEquals(
        expected, closedForm(new GaussianPrior(mean, scale), mu, rho), 1e-6 * (1 + expected));
  }

  @Test
  void isZeroAtThePrior() {
    double rho = Math.log(Math.expm1(0.5));
    // Constants of the graph are float32.
    assertEquals(0, closedForm(new GaussianPrior(0.25, 0.5), 0.25, rho), 1e-7);
    assertTrue(closedForm(new GaussianPrior(0.25, 0.5), 0.25, rho + 0.01) > 0);
    assertTrue(closedForm(new GaussianPrior(0.25, 0.5), 0.25, rho - 0.01) > 0);
    assertTrue(closedForm(new GaussianPrior(0.25, 0.5), 0.26, rho) > 0);
  }

  /**
   * At μ = 0.1, ρ = −5 and prior N(0, 0.1²): 2.7 nats a weight; with p and q swapped, a mistake of
   * earlier implementations, 218.
   */
  @Test
  void directionIsFromPosteriorToPrior() {
    assertEquals(2.703, closedForm(new GaussianPrior(0, 0.1), 0.1, -5), 0.001);
    double swapped = integral(0, 0.1, logGaussian(0.1, softplus(-5)));
    assertEquals(218, swapped, 1);
  }

  /**
   * A draw of 20,000 equal weights is as many independent estimates of the KL of one. Their score
   * exceeds 5 with probability 6e-7. The variance is that of ½(b + aε)² − ½ε², a = σ/s, b = (μ −
   * m)/s.
   */
  @ParameterizedTest
  @CsvSource({"0.05, -5, 0, 0.125", "-0.75, -1, 0.25, 0.5", "2, 1.5, 0, 1"})
  void monteCarloEstimatesTheClosedForm(double mu, double rho, double mean, double scale) {
    double sigma = softplus(rho);
    double[] mus = new double[DRAWS];
    double[] rhos = new double[DRAWS];
    Arrays.fill(mus, mu);
    Arrays.fill(rhos, rho);
    double estimate = kl(new GaussianPrior(mean, scale), KlMode.MONTE_CARLO, mus, rhos);
    double a = sigma / scale;
    double b = (mu - mean) / scale;
    double variance = 0.5 * (a * a - 1) * (a * a - 1) + a * a * b * b;
    double score =
        (estimate - DRAWS * textbook(mu, sigma, mean, scale)) / Math.sqrt(DRAWS * variance);
    assertTrue(Math.abs(score) < 5, "score " + score);
  }

  /**
   * As above, for a prior that is a density and nothing else; the variance is bounded by the
   * sample's scale.
   */
  @ParameterizedTest
  @CsvSource({"0.05, -3, 0.25", "-0.75, -1, 0.5", "0, 1, 1"})
  void priorWithoutClosedFormIsEstimatedUnasked(double mu, double rho, double scale) {
    double sigma = softplus(rho);
    double[] mus = new double[DRAWS];
    double[] rhos = new double[DRAWS];
    Arrays.fill(mus, mu);
    Arrays.fill(rhos, rho);
    Prior bare =
        (weights, site) -> weights.abs().divide(-scale).subtract(Math.log(2 * scale)).sum();
    double estimate = kl(bare, KlMode.AUTOMATIC, mus, rhos);
    DoubleUnaryOperator logPrior = w -> -Math.abs(w) / scale - Math.log(2 * scale);
    double expected = integral(mu, sigma, logPrior);
    // Var(−½ε² + |w|/b) ≤ (√½ + σ/b)², since |w| has at most the variance of w.
    double deviation = Math.sqrt(0.5) + sigma / scale;
    double score = (estimate - DRAWS * expected) / (deviation * Math.sqrt(DRAWS));
    assertTrue(Math.abs(score) < 5, "score " + score);
  }

  @Test
  void monteCarloIsUsedOnDemandThoughThereIsAClosedForm() {
    VariationalParameter parameter = parameter(3, new GaussianPrior(0, 1));
    Tensor closed = kl(parameter, KlMode.AUTOMATIC);
    Tensor sampled = kl(parameter, KlMode.MONTE_CARLO);
    assertEquals(0, graph.function("f").output("kl", closed).build().noise().size());
    assertEquals(1, graph.function("f").output("kl", sampled).build().noise().size());
  }

  /** One weight's estimate, worked out from the very noise: log q(μ + σε) − log p(μ + σε). */
  @Test
  void monteCarloIsTheLogRatioAtTheDraw() {
    VariationalParameter parameter = parameter(1, new GaussianPrior(0.25, 0.5));
    Variable mu = parameter.variables().get(0);
    Variable rho = parameter.variables().get(1);
    exact.set(mu, 0.75).set(rho, -1);
    double w =
        exact.scalar(parameter.sample(Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0)).sum());
    double expected =
        logGaussian(0.75, softplus(-1)).applyAsDouble(w) - logGaussian(0.25, 0.5).applyAsDouble(w);
    assertEquals(expected, exact.scalar(kl(parameter, KlMode.MONTE_CARLO)), 1e-6);
  }

  /** σ underflows far below; its logarithm, ρ, does not, and pulls ρ up. */
  @ParameterizedTest
  @ValueSource(doubles = {-31, -100, -200, -800, -5000})
  void staysFiniteWhereSigmaUnderflows(double rho) {
    for (KlMode mode : KlMode.values()) {
      VariationalParameter parameter = parameter(1, new GaussianPrior(0, 1));
      Variable raw = parameter.variables().get(1);
      exact.set(parameter.variables().get(0), 0.5).set(raw, rho);
      Tensor kl = kl(parameter, mode);
      double epsilon =
          mode == KlMode.MONTE_CARLO
              ? exact.scalar(
                  Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0)
                      .weightNoise()
                      .normal("w", Shape.of(1))
                      .sum())
              : 1;
      assertEquals(
          -0.5 * epsilon * epsilon - rho + 0.125, exact.scalar(kl), 1e-6 * -rho, mode.toString());
      Tensor slope = Gradients.of(kl, List.of(graph.read(raw))).get(0);
      assertEquals(-1, exact.scalar(slope.sum()), 1e-12, mode.toString());
    }
  }

  @Test
  void logarithmOfSigmaIsContinuousWhereItChangesFormula() {
    VariationalParameter parameter = parameter(1, new GaussianPrior(0, 1));
    Tensor logScale = ((GaussianWeights) parameter.distribution(graph)).logScale().sum();
    Tensor slope = Gradients.of(logScale, List.of(graph.read(parameter.variables().get(1)))).get(0);
    for (double rho = -33; rho < -27; rho += 0.127) {
      exact.set(parameter.variables().get(1), rho);
      assertEquals(Math.log(softplus(rho)), exact.scalar(logScale), 1e-6);
      assertEquals(1, exact.scalar(slope.sum()), 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {20, 100, 800, 5000})
  void staysFiniteWhereTheExponentialOverflows(double rho) {
    VariationalParameter parameter = parameter(1, new GaussianPrior(0, 1));
    Variable raw = parameter.variables().get(1);
    exact.set(parameter.variables().get(0), 0).set(raw, rho);
    Tensor kl = kl(parameter, KlMode.AUTOMATIC);
    double expected = textbook(0, rho, 0, 1);
    assertEquals(expected, exact.scalar(kl), 1e-7 * expected);
    Tensor slope = Gradients.of(kl, List.of(graph.read(raw))).get(0);
    assertEquals(rho - 1 / rho, exact.scalar(slope.sum()), 1e-6 * rho);
  }

  /**
   * exp(ρ) overflows at one end, σ is 0 at the other: mistakes that show in a NaN, or not at all.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gaussian",
        "laplace",
        "learned-gaussian",
        "moped",
        "scale-mixture",
        "student-t:df=1"
      })
  void everyPriorsDivergenceStaysFiniteAtExtremeRhos(String spec) {
    Prior prior = PriorProvider.registry().create(spec);
    for (KlMode mode : List.of(KlMode.AUTOMATIC, KlMode.MONTE_CARLO)) {
      VariationalParameter parameter = parameter(3, prior);
      Tensor kl = kl(parameter, mode);
      for (double rho : new double[] {-5000, -200, -30, 30, 200, 5000}) {
        set(parameter, new double[] {0.5, 0, -40}, rho);
        String what = mode + ", rho " + rho;
        double value = exact.scalar(kl);
        assertTrue(Double.isFinite(value), what + ": " + value);
        for (double[] gradient : gradients(kl, parameter)) {
          assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite), what);
        }
        if (rho <= -200) {
          assertEquals(-1, gradients(kl, parameter).get(1)[0], 1e-9, what + ": pulls rho up");
        }
      }
    }
  }

  private void set(VariationalParameter parameter, double[] mu, double rho) {
    WeightSite site = parameter.site();
    exact.set(parameter.variables().get(0), mu).set(parameter.variables().get(1), rho);
    parameter.prior().variables(site).forEach(variable -> exact.set(variable, -1));
    parameter.prior().buffers(site).forEach(variable -> exact.set(variable, 0.25));
  }

  private List<double[]> gradients(Tensor kl, VariationalParameter parameter) {
    return exact.values(Gradients.of(kl, Networks.reads(graph, parameter.variables())));
  }

  /**
   * A constant inside the logarithm of a prior leaves weights far from 0 without a gradient, a
   * mistake; ours are pulled by {@code w / σ1²} of the wide Gaussian, in float32 engines too (see
   * the tests of the priors that ship).
   */
  @Test
  void farFromZeroAScaleMixtureIsItsWideGaussian() {
    VariationalParameter parameter = parameter(1, new ScaleMixturePrior(0.25, 2, 0.002));
    Tensor kl = kl(parameter, KlMode.MONTE_CARLO);
    for (double mu : new double[] {1, 100, -10_000}) {
      set(parameter, new double[] {mu}, -200);
      assertEquals(mu / 4, gradients(kl, parameter).get(0)[0], 1e-6 * Math.abs(mu), "mu " + mu);
    }
  }

  /**
   * Settings are standard deviations: to take them for variances is a mistake that nothing shows.
   */
  @Test
  void scalesAreStandardDeviations() {
    double[] mu = {0.3, -0.7};
    double[] rho = {-1, -2};
    double expected = textbook(0.3, softplus(-1), 0, 0.25) + textbook(-0.7, softplus(-2), 0, 0.25);
    VariationalParameter learned = parameter(2, new LearnedGaussianPrior(0.25));
    exact.set(
        learned.variables().get(2), learned.initialValue(learned.variables().get(2), 1).item());
    assertEquals(
        expected, kl(new LearnedGaussianPrior(0.25), KlMode.CLOSED_FORM, mu, rho), 1e-6 * expected);
    VariationalParameter moped = parameter(2, new MopedPrior(0.25));
    exact.set(moped.buffers().get(0).variable(), 0);
    assertEquals(expected, kl(new MopedPrior(0.25), KlMode.CLOSED_FORM, mu, rho), 1e-6 * expected);
    // A mixture of two Gaussians that are alike is that Gaussian.
    double w = exact.scalar(logDensity(new ScaleMixturePrior(0.3, 0.25, 0.25)));
    assertEquals(logGaussian(0, 0.25).applyAsDouble(0.5), w, 1e-6);
    // So is, all but 1e-5, Student's t of a million degrees of freedom.
    double t = exact.scalar(logDensity(new StudentTPrior(1e6, 0.25)));
    assertEquals(logGaussian(0, 0.25).applyAsDouble(0.5), t, 1e-5);
  }

  private Tensor logDensity(Prior prior) {
    return prior.logDensity(
        graph.constant(HostTensor.of(Shape.of(1), 0.5f)), new WeightSite("w", Shape.of(1), 0));
  }

  /** The divergence is least where the prior's variance is the mean of {@code σ² + μ²}. */
  @Test
  void learnedScaleIsBestAtTheRootMeanSquare() {
    VariationalParameter parameter = parameter(3, new LearnedGaussianPrior(0.25));
    Tensor kl = kl(parameter, KlMode.AUTOMATIC);
    set(parameter, new double[] {0.5, -0.25, 1}, -1);
    double meanSquare = (0.25 + 0.0625 + 1) / 3 + softplus(-1) * softplus(-1);
    Variable logScale = parameter.variables().get(2);
    exact.set(logScale, 0.5 * Math.log(meanSquare));
    assertEquals(0, gradients(kl, parameter).get(2)[0], 1e-6);
    double least = exact.scalar(kl);
    for (double off : new double[] {-0.1, 0.1, -20, 20}) {
      exact.set(logScale, 0.5 * Math.log(meanSquare) + off);
      assertTrue(exact.scalar(kl) > least, "off by " + off);
      assertTrue(gradients(kl, parameter).get(2)[0] * off > 0, "off by " + off);
    }
  }
}
