package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;
import org.bcnn.objective.ImportanceWeightedObjective;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportanceWeightedObjectiveTest {
  private static final int[] LABELS = {2, 0, 1};
  private static final double[] IMAGES = Networks.normal("images", Networks.IMAGES.size());

  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor images = graph.input("images", Networks.IMAGES);
  private final Tensor labels = graph.input("labels", Shape.of(LABELS.length, Networks.CLASSES));
  private final Layer network = Networks.convolutional(Networks.variational());
  private final Exact exact =
      new Exact()
          .initialise(network, 5)
          .input("images", Networks.IMAGES, IMAGES)
          .input("labels", labels.shape(), Networks.oneHot(Networks.CLASSES, LABELS));

  private static ImportanceWeightedObjective objective(int draws, long examples) {
    return new ImportanceWeightedObjective(
        draws, Estimator.WEIGHT_SAMPLING, examples, NoiseSource.PORTABLE);
  }

  private ObjectiveTerms<Tensor> terms(int draws, long examples) {
    return objective(draws, examples).build(graph, network, images, Likelihood.categorical(labels));
  }

  private ObjectiveTerms<Tensor> lowerBound(int draws, long examples) {
    return new VariationalObjective(
            draws, Estimator.WEIGHT_SAMPLING, KlMode.MONTE_CARLO, examples, NoiseSource.PORTABLE)
        .build(network, images, Likelihood.categorical(labels), graph.constant(1));
  }

  private List<Tensor> reads() {
    return Networks.reads(graph, Networks.variables(network));
  }

  @Test
  void oneDrawIsTheEvidenceLowerBound() {
    ObjectiveTerms<Tensor> bound = terms(1, 700);
    ObjectiveTerms<Tensor> elbo = lowerBound(1, 700);
    double expected = exact.scalar(elbo.loss());
    assertEquals(expected, exact.scalar(bound.loss()), 1e-6 * expected);
    assertEquals(elbo.negativeLogLikelihood(), bound.negativeLogLikelihood(), "the same node");
    assertEquals(elbo.trainable(), bound.trainable());
    List<double[]> gradients = exact.values(Gradients.of(elbo.loss(), reads()));
    List<double[]> actual = exact.values(Gradients.of(bound.loss(), reads()));
    for (int i = 0; i < gradients.size(); i++) {
      assertArrayEquals(gradients.get(i), actual.get(i), 1e-7);
    }
  }

  /** {@code −(1/N) log (1/n) Σ exp(…)} from the draws one by one, in plain Java. */
  @Test
  void isTheFormula() {
    int draws = 4;
    long examples = 6;
    List<Double> exponents = new ArrayList<>();
    for (Tensor output : terms(draws, examples).outputs()) {
      Tensor nll = Likelihood.categorical(labels).negativeLogLikelihood(output);
      exponents.add(-examples * exact.scalar(nll));
    }
    for (int draw = 0; draw < draws; draw++) {
      double kl = 0;
      for (var parameter : NetworkVariables.of(network).variational()) {
        var pass = Networks.pass(graph, Estimator.WEIGHT_SAMPLING, draw);
        kl += exact.scalar(parameter.kl(pass, KlMode.MONTE_CARLO));
      }
      exponents.set(draw, exponents.get(draw) - kl);
    }
    double sum = 0;
    for (double exponent : exponents) {
      sum += Math.exp(exponent);
    }
    double expected = -Math.log(sum / draws) / examples;
    ObjectiveTerms<Tensor> terms = terms(draws, examples);
    assertEquals(expected, exact.scalar(terms.loss()), 1e-6);
    ObjectiveTerms<Tensor> elbo = lowerBound(draws, examples);
    assertEquals(exact.scalar(elbo.kl()), exact.scalar(terms.kl()), 1e-9);
    assertTrue(expected < exact.scalar(elbo.loss()), "Jensen, for the very same draws");
  }

  @Test
  void gradientsAreSlopes() {
    Tensor loss = terms(3, 6).loss();
    List<Variable> variables = Networks.variables(network);
    List<double[]> gradients = exact.values(Gradients.of(loss, reads()));
    for (int v = 0; v < variables.size(); v++) {
      for (int i = 0; i < variables.get(v).shape().size(); i += 5) {
        double slope = exact.slope(loss, variables.get(v), i, 1e-5);
        assertEquals(slope, gradients.get(v)[i], 1e-7, variables.get(v).name() + i);
      }
    }
  }

  /** With N = 60,000 the exponents are −80,000 or so, and thousands apart. */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void largeDataNeitherOverflowNorUnderflow(String backend) {
    ObjectiveTerms<Tensor> terms = terms(5, 60_000);
    Tensor gradient = Gradients.of(terms.loss(), reads()).get(0);
    Function function =
        graph.function("f").output("loss", terms.loss()).output("gradient", gradient).build();
    double expected = exact.scalar(terms.loss());
    double[] slopes = exact.values(gradient);
    assertTrue(Math.exp(-60_000 * expected) == 0, "this is a test of underflow");
    try (OneBackend one = new OneBackend(backend)) {
      one.initialise(NetworkVariables.of(network), 5);
      Map<String, HostTensor> inputs =
          Map.of(
              "images", OneBackend.tensor(Networks.IMAGES, IMAGES),
              "labels",
                  OneBackend.tensor(labels.shape(), Networks.oneHot(Networks.CLASSES, LABELS)));
      Map<String, HostTensor> values = one.run(function, inputs, new NoiseSeed(1, 0));
      assertEquals(expected, values.get("loss").item(), 2e-6 * expected);
      assertArrayEquals(slopes, OneBackend.doubles(values.get("gradient")), 1e-5);
    }
  }

  /** The bound {@code −N loss} of the whole data at a posterior, once for each seed. */
  private static double[] bounds(LinearRegression data, double[] sigma, int draws, int times) {
    GraphBuilder graph = new GraphBuilder();
    Tensor x = graph.input("x", Shape.of(data.examples, 2));
    Tensor y = graph.input("y", Shape.of(data.examples, 1));
    Tensor loss =
        objective(draws, data.examples)
            .build(
                graph,
                LinearRegression.network(),
                x,
                Likelihood.gaussian(y, LinearRegression.NOISE))
            .loss();
    Function function = graph.function("bound").output("loss", loss).build();
    double[] rho = {
      LinearRegression.inverseSoftplus(sigma[0]), LinearRegression.inverseSoftplus(sigma[1])
    };
    Exact exact =
        new Exact()
            .set(LinearRegression.MU, data.mean)
            .set(LinearRegression.RHO, rho)
            .input("x", x.shape(), data.x)
            .input("y", y.shape(), data.y);
    exact.seed = new NoiseSeed(draws, 0);
    double[] bounds = new double[times];
    for (int i = 0; i < times; i++) {
      bounds[i] = -data.examples * exact.run(function).get("loss").data()[0];
      exact.seed = exact.seed.next();
    }
    return bounds;
  }

  /**
   * The moment {@code E_q[(p/q)^k]} of the importance weights, where p is the posterior and q has
   * its means and independent deviations. In units of {@code Λᵢᵢ^−½} the precision of p is {@code
   * [[1, c], [c, 1]]} and that of q a multiple t of the identity, so the integral of {@code p^k
   * q^(1 − k)} is {@code (1 − c²)^(k/2) t^(1−k) / √((k − (k−1) t)² − k² c²)}.
   */
  private static double moment(LinearRegression data, double t, int k) {
    double c = data.precision[0][1] / Math.sqrt(data.precision[0][0] * data.precision[1][1]);
    double largest = k - (k - 1) * t;
    assertTrue(largest > k * Math.abs(c), "the moment exists");
    return Math.pow(1 - c * c, 0.5 * k)
        * Math.pow(t, 1 - k)
        / Math.sqrt(largest * largest - k * k * c * c);
  }

  /**
   * For n = 1, 4 and 32 the mean of 2,000 bounds estimates the expected bound. Each comparison is
   * one of five standard errors, wrong with a probability of 3e-7 were the difference just nothing.
   *
   * <p>The gap that n draws leave is {@code −E log(1 + δ)} with δ the mean of n weights less 1:
   * {@code V/(2n) − T/(3n²) + 3V²/(4n²) + O(n^−3)} with variance V and third central moment T of a
   * weight, which exist since q is wider than the posterior.
   */
  @Test
  void liesBetweenLowerBoundAndEvidenceAndGrowsWithTheDraws() {
    LinearRegression data = new LinearRegression(20);
    int times = 2000;
    double t = 0.2;
    double[] sigma = {data.deviation[0] / Math.sqrt(t), data.deviation[1] / Math.sqrt(t)};
    double evidence = data.logEvidence();
    double elbo = data.lowerBound(data.mean, sigma);
    assertTrue(elbo < evidence - 0.5);
    double below = elbo;
    double belowError = 0;
    for (int draws : new int[] {1, 4, 32}) {
      double[] bounds = bounds(data, sigma, draws, times);
      double mean = 0;
      for (double bound : bounds) {
        mean += bound / times;
      }
      double variance = 0;
      for (double bound : bounds) {
        variance += (bound - mean) * (bound - mean) / (times - 1);
      }
      double error = Math.sqrt(variance / times);
      String what = draws + " draws: " + mean + " ± " + error + " of " + elbo + " to " + evidence;
      if (draws == 1) {
        assertEquals(elbo, mean, 5 * error, what);
      } else {
        assertTrue(mean - below > 5 * Math.hypot(error, belowError), what);
      }
      assertTrue(mean < evidence + 5 * error, what);
      below = mean;
      belowError = error;
    }
    int n = 32;
    double squares = moment(data, t, 2);
    double v = squares - 1;
    double third = moment(data, t, 3) - 3 * squares + 2;
    double secondOrder = (0.75 * v * v - third / 3) / (n * n);
    assertEquals(
        v / (2 * n) + secondOrder, evidence - below, 5 * belowError + Math.abs(secondOrder));
  }

  @ParameterizedTest
  @EnumSource(
      value = Estimator.class,
      names = {"LOCAL_REPARAMETERISATION", "FLIPOUT", "MEAN"})
  void otherEstimatorsAreRefused(Estimator estimator) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new ImportanceWeightedObjective(2, estimator, 10, NoiseSource.PORTABLE))
            .getMessage();
    assertTrue(message.endsWith("use WEIGHT_SAMPLING, got " + estimator), message);
  }

  /** A layer may have an estimator of its own: then its density is not that of the pass. */
  @ParameterizedTest
  @EnumSource(
      value = Estimator.class,
      names = {"LOCAL_REPARAMETERISATION", "FLIPOUT", "MEAN"})
  void otherEstimatorsOfALayerAreRefused(Estimator estimator) {
    ParameterFactory weights = Networks.variational();
    Layer mixed =
        new Sequential(
            List.of(
                Networks.dense("first", 4, 3, weights),
                Activation.TANH,
                Networks.dense("second", 3, Networks.CLASSES, weights).with(estimator)));
    Tensor x = graph.input("x", Shape.of(LABELS.length, 4));
    ImportanceWeightedObjective objective = objective(2, 10);
    Likelihood<Tensor> likelihood = Likelihood.categorical(labels);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> objective.build(graph, mixed, x, likelihood))
            .getMessage();
    assertTrue(message.contains("second"), message);
    assertTrue(message.endsWith("needs weight sampling in every layer"), message);
  }

  /** Nothing is drawn, so the bound is the likelihood whatever n. */
  @Test
  void networkWithoutDistributionsHasItsLikelihood() {
    Layer plain = Networks.convolutional(ParameterFactory.deterministic(1));
    exact.initialise(plain, 5);
    ObjectiveTerms<Tensor> terms =
        objective(3, 10).build(graph, plain, images, Likelihood.categorical(labels));
    assertEquals(exact.scalar(terms.negativeLogLikelihood()), exact.scalar(terms.loss()), 1e-6);
    assertEquals(0, exact.scalar(terms.kl()));
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> objective(0, 10));
    assertThrows(IllegalArgumentException.class, () -> objective(1, 0));
  }
}
