package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.DeterministicParameter;
import org.bcnn.objective.BernoulliLikelihood;
import org.bcnn.objective.CategoricalLikelihood;
import org.bcnn.objective.GaussianLikelihood;
import org.bcnn.objective.HeteroscedasticLikelihood;
import org.bcnn.objective.LearnedGaussianLikelihood;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.LikelihoodFamily;
import org.bcnn.objective.LikelihoodProvider;
import org.bcnn.objective.MeanAndLogVariance;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each likelihood against its textbook density, in nats per example, constants included. */
class LikelihoodTest {
  private static final int BATCH = 5;
  private static final int OUTPUTS = 3;
  private static final Shape SHAPE = Shape.of(BATCH, OUTPUTS);
  private static final Variable OUTPUT = new Variable("output", SHAPE);
  private static final Variable SECOND = new Variable("second", SHAPE);

  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor targets = graph.input("targets", SHAPE);
  private final Tensor output = graph.read(OUTPUT);
  private final double[] f = Networks.normal("likelihood/output", SHAPE.size());
  private final double[] second = Networks.normal("likelihood/second", SHAPE.size());
  private final double[] y = Networks.normal("likelihood/targets", SHAPE.size());
  private final Exact exact =
      new Exact().set(OUTPUT, f).set(SECOND, second).input("targets", SHAPE, y);

  /** {@code −log N(y | mean, deviation²)} of one number. */
  private static double gaussian(double y, double mean, double deviation) {
    double density =
        Math.exp(-(y - mean) * (y - mean) / (2 * deviation * deviation))
            / Math.sqrt(2 * Math.PI * deviation * deviation);
    return -Math.log(density);
  }

  private void assertSlopes(Tensor loss, Variable variable) {
    double[] gradient = exact.values(Gradients.of(loss, List.of(graph.read(variable)))).get(0);
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(exact.slope(loss, variable, i, 1e-5), gradient[i], 1e-8, variable.name() + i);
    }
  }

  @Test
  void categoricalIsTheLogarithmOfTheLabelsProbability() {
    int[] labels = {2, 0, 1, 1, 0};
    exact.input("targets", SHAPE, Networks.oneHot(OUTPUTS, labels));
    double expected = 0;
    for (int i = 0; i < BATCH; i++) {
      double total = 0;
      for (int c = 0; c < OUTPUTS; c++) {
        total += Math.exp(f[i * OUTPUTS + c]);
      }
      expected -= Math.log(Math.exp(f[i * OUTPUTS + labels[i]]) / total) / BATCH;
    }
    Tensor nll = Likelihood.categorical(targets).negativeLogLikelihood(output);
    assertEquals(expected, exact.scalar(nll), 1e-7);
    assertSlopes(nll, OUTPUT);
  }

  @Test
  void bernoulliIsTheLogarithmOfTheOutcomesProbability() {
    double[] outcomes = {1, 0, 0.25, 0, 1, 1, 0.5, 0, 1, 0, 0, 1, 1, 1, 0.9};
    exact.input("targets", SHAPE, outcomes);
    double expected = 0;
    for (int i = 0; i < f.length; i++) {
      double p = 1 / (1 + Math.exp(-f[i]));
      expected -= (outcomes[i] * Math.log(p) + (1 - outcomes[i]) * Math.log(1 - p)) / BATCH;
    }
    Tensor nll = Likelihood.bernoulli(targets).negativeLogLikelihood(output);
    assertEquals(expected, exact.scalar(nll), 1e-7);
    assertSlopes(nll, OUTPUT);
  }

  /**
   * At a logit of z a wrong outcome costs z nats and a right one e^−z, even where a sigmoid in
   * float32 is 0 or 1.
   */
  @ParameterizedTest
  @ValueSource(strings = {"reference", "tf", "djl"})
  void bernoulliIsStableFarOut(String backend) {
    Variable logits = new Variable("logits", Shape.of(1, 6));
    Tensor outcomes = graph.constant(OneBackend.tensor(logits.shape(), 1, 0, 1, 0, 1, 0));
    Tensor read = graph.read(logits);
    Tensor nll = new BernoulliLikelihood(outcomes).negativeLogLikelihood(read);
    Function function =
        graph
            .function("f")
            .output("nll", nll)
            .output("gradient", Gradients.of(nll, List.of(read)).get(0))
            .build();
    try (OneBackend one = new OneBackend(backend)) {
      one.set(logits, 200, 200, -200, -200, 30, 0);
      Map<String, HostTensor> values = one.run(function, Map.of(), new NoiseSeed(1, 0));
      assertEquals(400 + Math.exp(-30) + Math.log(2), values.get("nll").item(), 1e-4);
      assertArrayEquals(
          new double[] {0, 1, -1, 0, 0, 0.5}, OneBackend.doubles(values.get("gradient")), 1e-6);
      one.set(logits, 30, -30, 30, -30, 30, -30);
      values = one.run(function, Map.of(), new NoiseSeed(1, 0));
      double right = 6 * Math.exp(-30);
      assertEquals(right, values.get("nll").item(), 1e-5 * right, "small, and not rounded to 0");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 7})
  void gaussianIsTheDensity(double deviation) {
    double expected = 0;
    for (int i = 0; i < f.length; i++) {
      expected += gaussian(y[i], f[i], deviation) / BATCH;
    }
    Tensor nll = Likelihood.gaussian(targets, deviation).negativeLogLikelihood(output);
    assertEquals(expected, exact.scalar(nll), 1e-6 * Math.abs(expected));
    if (deviation >= 1) {
      assertSlopes(nll, OUTPUT);
    }
  }

  @Test
  void learnedDeviationIsTheDensity() {
    DeterministicParameter parameter =
        LearnedGaussianLikelihood.logDeviation("noise/log-deviation", 0.5);
    LearnedGaussianLikelihood likelihood = new LearnedGaussianLikelihood(targets, parameter);
    Variable logDeviation = parameter.variables().get(0);
    assertEquals(List.of(parameter), likelihood.parameters());
    assertEquals((float) Math.log(0.5), parameter.initialValue(logDeviation, 3).item());
    Tensor nll = likelihood.negativeLogLikelihood(output);
    for (double deviation : new double[] {0.5, 2}) {
      exact.set(logDeviation, Math.log(deviation));
      double expected = 0;
      for (int i = 0; i < f.length; i++) {
        expected += gaussian(y[i], f[i], deviation) / BATCH;
      }
      assertEquals(expected, exact.scalar(nll), 1e-6);
      assertEquals(deviation, exact.scalar(likelihood.deviation(graph)), 1e-7);
      assertSlopes(nll, OUTPUT);
      assertSlopes(nll, logDeviation);
    }
  }

  /** The gradient vanishes where s² is the mean square of the residuals, and only there. */
  @Test
  void learnedDeviationIsBestAtTheResidualsRoot() {
    DeterministicParameter parameter = LearnedGaussianLikelihood.logDeviation("s", 1);
    Variable logDeviation = parameter.variables().get(0);
    Tensor nll = new LearnedGaussianLikelihood(targets, parameter).negativeLogLikelihood(output);
    double squares = 0;
    for (int i = 0; i < f.length; i++) {
      squares += (y[i] - f[i]) * (y[i] - f[i]) / f.length;
    }
    double best = 0.5 * Math.log(squares);
    Tensor slope = Gradients.of(nll, List.of(graph.read(logDeviation))).get(0);
    assertEquals(0, exact.set(logDeviation, best).scalar(slope), 1e-6);
    assertTrue(exact.set(logDeviation, best - 0.1).scalar(slope) < -0.1);
    assertTrue(exact.set(logDeviation, best + 0.1).scalar(slope) > 0.1);
  }

  @Test
  void predictedVarianceIsTheDensity() {
    double expected = 0;
    for (int i = 0; i < f.length; i++) {
      expected += gaussian(y[i], f[i], Math.exp(0.5 * second[i])) / BATCH;
    }
    MeanAndLogVariance both = new MeanAndLogVariance(output, graph.read(SECOND));
    Tensor nll = Likelihood.heteroscedastic(targets).negativeLogLikelihood(both);
    // Log variances are within 3 and the bounds 16 away: e^−13 = 2e-6 of each.
    assertEquals(expected, exact.scalar(nll), 2e-5);
    assertSlopes(nll, OUTPUT);
    assertSlopes(nll, SECOND);
    double[] variance = exact.values(new HeteroscedasticLikelihood(targets).variance(both));
    for (int i = 0; i < variance.length; i++) {
      assertEquals(Math.exp(second[i]), variance[i], 2e-5 * variance[i]);
    }
  }

  /** However wild the log variance, the bounds hold, and value and gradient are finite. */
  @ParameterizedTest
  @ValueSource(strings = {"reference", "tf", "djl"})
  void predictedVarianceIsBounded(String backend) {
    Shape shape = Shape.of(1, 4);
    Variable mean = new Variable("mean", shape);
    Variable logVariance = new Variable("logVariance", shape);
    Tensor read = graph.read(logVariance);
    MeanAndLogVariance both = new MeanAndLogVariance(graph.read(mean), read);
    HeteroscedasticLikelihood likelihood =
        new HeteroscedasticLikelihood(graph.constant(HostTensor.zeros(shape)), -4, 3);
    Tensor nll = likelihood.negativeLogLikelihood(both);
    Function function =
        graph
            .function("f")
            .output("nll", nll)
            .output("variance", likelihood.variance(both))
            .output("gradient", Gradients.of(nll, List.of(read)).get(0))
            .build();
    try (OneBackend one = new OneBackend(backend)) {
      one.set(mean, 1, 1, 1, 1).set(logVariance, -1000, 1000, -5, 4);
      Map<String, HostTensor> values = one.run(function, Map.of(), new NoiseSeed(1, 0));
      double[] variance = OneBackend.doubles(values.get("variance"));
      assertEquals(Math.exp(-4), variance[0], 1e-5);
      // softplus(a − b) beyond the upper bound.
      assertEquals(Math.exp(3 + Math.log1p(Math.exp(-7))), variance[1], 1e-3);
      double[] gradient = OneBackend.doubles(values.get("gradient"));
      assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite));
      assertTrue(gradient[2] < -1, "beyond the lower bound it still pulls up: " + gradient[2]);
      assertTrue(gradient[3] > 0.05, "beyond the upper it pulls down: " + gradient[3]);
      assertTrue(Float.isFinite(values.get("nll").item()));
    }
  }

  @Test
  void channelsSplitIntoMeansAndVariances() {
    Variable images = new Variable("images", Shape.of(2, 4, 1, 2));
    double[] values = new double[16];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    exact.set(images, values);
    MeanAndLogVariance split = MeanAndLogVariance.split(graph.read(images));
    assertEquals(Shape.of(2, 2, 1, 2), split.mean().shape());
    assertArrayEquals(new double[] {0, 1, 2, 3, 8, 9, 10, 11}, exact.values(split.mean()));
    assertArrayEquals(new double[] {4, 5, 6, 7, 12, 13, 14, 15}, exact.values(split.logVariance()));
  }

  /** Images of any number of outputs: the sum over an example's, the mean over the batch. */
  @Test
  void everyOutputOfAnExampleCounts() {
    Tensor images = graph.constant(HostTensor.zeros(Shape.of(2, 3, 4, 5)));
    Tensor predicted = graph.constant(HostTensor.full(images.shape(), 1));
    double each = gaussian(0, 1, 2);
    assertEquals(
        60 * each,
        exact.scalar(new GaussianLikelihood(images, 2).negativeLogLikelihood(predicted)),
        1e-5);
    assertEquals(
        60 * Math.log(1 + Math.E),
        exact.scalar(new BernoulliLikelihood(images).negativeLogLikelihood(predicted)),
        1e-5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void enginesAgreeWithTheReference(String backend) {
    DeterministicParameter parameter = LearnedGaussianLikelihood.logDeviation("s", 0.7);
    MeanAndLogVariance both = new MeanAndLogVariance(output, graph.read(SECOND));
    List<Tensor> all =
        List.of(
            new CategoricalLikelihood(targets).negativeLogLikelihood(output),
            new BernoulliLikelihood(targets).negativeLogLikelihood(output),
            new GaussianLikelihood(targets, 0.3).negativeLogLikelihood(output),
            new LearnedGaussianLikelihood(targets, parameter).negativeLogLikelihood(output),
            new HeteroscedasticLikelihood(targets).negativeLogLikelihood(both));
    Function.Builder builder = graph.function("f");
    for (int i = 0; i < all.size(); i++) {
      builder.output("nll" + i, all.get(i));
      builder.output("gradient" + i, Gradients.of(all.get(i), List.of(output)).get(0));
    }
    Function function = builder.build();
    exact.set(parameter.variables().get(0), Math.log(0.7));
    exact.input("targets", SHAPE, Networks.oneHot(OUTPUTS, 0, 1, 2, 1, 0));
    Map<String, HostTensor> inputs =
        Map.of("targets", OneBackend.tensor(SHAPE, Networks.oneHot(OUTPUTS, 0, 1, 2, 1, 0)));
    var expected = exact.run(function);
    try (OneBackend one = new OneBackend(backend)) {
      one.set(OUTPUT, f).set(SECOND, second).set(parameter.variables().get(0), Math.log(0.7));
      one.run(function, inputs, new NoiseSeed(1, 0))
          .forEach(
              (name, value) -> {
                double[] reference = expected.get(name).data();
                double scale = Arrays.stream(reference).map(Math::abs).max().orElseThrow();
                // A few roundings of 6e-8 each.
                assertArrayEquals(reference, OneBackend.doubles(value), 3e-6 * scale, name);
              });
    }
  }

  /** Broadcast, {@code [batch, 1]} against {@code [batch]} would compare all with all. */
  @Test
  void outputsMustHaveTheShapeOfTheTargets() {
    Tensor column = graph.input("column", Shape.of(BATCH, 1));
    Tensor row = graph.input("row", Shape.of(BATCH));
    for (Likelihood<Tensor> likelihood :
        List.of(
            new CategoricalLikelihood(column),
            new BernoulliLikelihood(column),
            new GaussianLikelihood(column, 1),
            new LearnedGaussianLikelihood(
                column, LearnedGaussianLikelihood.logDeviation("s", 1)))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> likelihood.negativeLogLikelihood(row))
              .getMessage();
      assertTrue(message.endsWith("got [5] for targets [5, 1]"), message);
    }
    MeanAndLogVariance both = new MeanAndLogVariance(row, row);
    HeteroscedasticLikelihood predicted = new HeteroscedasticLikelihood(column);
    assertThrows(IllegalArgumentException.class, () -> predicted.negativeLogLikelihood(both));
    assertThrows(IllegalArgumentException.class, () -> new MeanAndLogVariance(row, column));
    assertThrows(IllegalArgumentException.class, () -> MeanAndLogVariance.split(column));
  }

  @ParameterizedTest
  @CsvSource({
    "bernoulli, 1",
    "categorical, 1",
    "gaussian:deviation=0.3, 1",
    "gaussian-learned:deviation=0.3, 1",
    "'gaussian-predicted:min-log-variance=-9,max-log-variance=5', 2"
  })
  void isFoundByName(String text, int channels) {
    LikelihoodFamily family = LikelihoodProvider.registry().create(text);
    assertEquals(channels, family.channelsPerTarget());
    LikelihoodFamily again = LikelihoodProvider.registry().create(family.spec());
    assertEquals(family.spec(), again.spec());
    Tensor outputs = graph.input("outputs", Shape.of(BATCH, channels * OUTPUTS));
    Tensor nll = family.of(targets).negativeLogLikelihood(outputs);
    assertEquals(nll, again.of(targets).negativeLogLikelihood(outputs), "the very same node");
    assertEquals(Shape.scalar(), nll.shape());
  }

  @Test
  void namesStandForTheLikelihoods() {
    assertEquals(
        List.of("bernoulli", "categorical", "gaussian", "gaussian-learned", "gaussian-predicted"),
        LikelihoodProvider.registry().names());
    assertEquals(
        new GaussianLikelihood(targets, 0.3),
        LikelihoodProvider.registry().create("gaussian:deviation=0.3").of(targets));
    LearnedGaussianLikelihood learned =
        (LearnedGaussianLikelihood)
            LikelihoodProvider.registry().create("gaussian-learned:deviation=2").of(targets);
    assertEquals("likelihood/log-deviation", learned.logDeviation().path());
    assertEquals(Math.log(2), learned.logDeviation().initialMean());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gaussian:deviation=0|the standard deviation of the noise must be positive, got 0.0",
        "gaussian-learned:deviation=-1|the standard deviation of the noise must be positive, got"
            + " -1.0",
        "gaussian-predicted:min-log-variance=3,max-log-variance=3|the bounds of the log variance"
            + " must be finite and in order, got 3.0 and 3.0"
      })
  void settingsThatMakeNoSenseAreRefused(String spec, String message) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class, () -> LikelihoodProvider.registry().create(spec))
            .getMessage());
  }
}
