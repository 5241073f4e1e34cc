package org.bcnn.tasks.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.WeightsDescription;
import org.bcnn.optimizer.Sgd;
import org.bcnn.posterior.LowRankGaussian;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.prior.LearnedGaussianPrior;
import org.bcnn.schedule.KlScheduleProvider;
import org.bcnn.tasks.classification.ClassifierFunctions;
import org.bcnn.tasks.classification.ClassifierMinibatches;
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.ClassifierTask;
import org.bcnn.tasks.classification.TinyImages;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The measurements against what the test computes itself, in double precision, from the values of
 * the variables; gradients against what a step of plain descent changes, and against differences of
 * the loss.
 */
class LayerMeasurementTest {
  private static final int TRAINING_EXAMPLES = 70;
  private static final int BATCH = 20;
  private static final double KL_WEIGHT = 0.5;
  private static final ObjectiveSettings SAMPLED =
      new ObjectiveSettings(Estimator.WEIGHT_SAMPLING, 1, 1);
  private static final ObjectiveSettings MEAN = new ObjectiveSettings(Estimator.MEAN, 1, 1);

  /** What the posteriors below are centred away from, so that a forgotten mean shows. */
  private static final GaussianPrior PRIOR = new GaussianPrior(0.05, 0.3);

  /** Deviations from 0.05 to 1, so that a mean of ρ or of σ² is no mean of σ. */
  private static final MeanFieldGaussian SPREAD = new MeanFieldGaussian(1, -1, 0.7);

  private static final Map<String, WeightsDescription> WEIGHTS =
      Map.of(
          "deterministic", WeightsDescription.deterministic(1),
          "mean field", WeightsDescription.variational(SPREAD, PRIOR),
          "last layers", WeightsDescription.variationalLast(1, SPREAD, PRIOR, 1),
          "low rank", WeightsDescription.variational(new LowRankGaussian(2, 0.2, SPREAD), PRIOR),
          "learned prior", WeightsDescription.variational(SPREAD, new LearnedGaussianPrior(0.25)));

  private static final Map<String, Backend> BACKENDS = new LinkedHashMap<>();

  @BeforeAll
  static void open() {
    for (String name : List.of("tf", "djl")) {
      BACKENDS.put(name, Backends.find().choose(name).open(new BackendOptions(1)));
    }
  }

  @AfterAll
  static void close() {
    BACKENDS.values().forEach(Backend::close);
  }

  static Stream<Arguments> networks() {
    return BACKENDS.keySet().stream()
        .flatMap(
            backend -> WEIGHTS.keySet().stream().sorted().map(kind -> Arguments.of(backend, kind)));
  }

  private static ClassifierSession session(String backend, String kind) {
    ImageClassifier classifier =
        Classifiers.build(
            new ClassifierDescription(
                "mlp:units=3,layers=1", 1, TinyImages.SIZE, TinyImages.SIZE, 2, Activation.TANH),
            WEIGHTS.get(kind));
    return ClassifierSession.initialise(BACKENDS.get(backend), classifier, NoiseSource.PORTABLE, 3);
  }

  private static ObjectiveSettings objective(String kind) {
    return kind.equals("deterministic") ? MEAN : SAMPLED;
  }

  private static StepInputs inputs(LabelledImages images, double learningRate, double klWeight) {
    Minibatch minibatch =
        new ClassifierMinibatches(images, Augmentation.NONE, BATCH, 1)
            .at(new MinibatchSource.Place(1, 0));
    return new StepInputs(minibatch, learningRate, klWeight, new NoiseSeed(1, 7));
  }

  private static StepInputs inputs(double learningRate) {
    return inputs(TinyImages.halves(TRAINING_EXAMPLES), learningRate, KL_WEIGHT);
  }

  private static List<LayerRecord> measure(
      ClassifierSession session, ObjectiveSettings objective, StepInputs inputs) {
    try (LayerMeasurement layers =
        new LayerMeasurement(
            session.network(),
            new ClassifierTask(session.classifier()),
            new TrainingGraph.Settings(objective, TRAINING_EXAMPLES, session.network().noise()))) {
      return layers.measure(4, inputs);
    }
  }

  private static TrainingStep step(ClassifierSession session, ObjectiveSettings objective) {
    return new TrainingStep(
        session.network().session(),
        ClassifierFunctions.trainingStep(
            session.classifier(),
            objective,
            new Sgd("sgd", 0, false),
            TRAINING_EXAMPLES,
            BATCH,
            session.network().noise()));
  }

  private static List<Parameter> parameters(ClassifierSession session) {
    return NetworkVariables.of(session.classifier().network()).parameters();
  }

  /** What is known of the distribution over one tensor of weights. */
  private static final class Posterior {
    private final double[] mu;
    private final double[][] covariance;
    private final double priorMean;
    private final double priorScale;

    /** Reads the variables by the names that checkpoints have them under. */
    Posterior(String path, Map<String, HostTensor> values) {
      mu = doubles(values.get(path + "/mu"));
      double[] rho = doubles(values.get(path + "/rho"));
      covariance = new double[mu.length][mu.length];
      for (int i = 0; i < mu.length; i++) {
        double sigma = Math.log1p(Math.exp(rho[i]));
        covariance[i][i] = sigma * sigma;
      }
      HostTensor factors = values.get(path + "/factors");
      if (factors != null) {
        double[] u = doubles(factors);
        for (int at = 0; at < u.length; at += mu.length) {
          for (int i = 0; i < mu.length; i++) {
            for (int j = 0; j < mu.length; j++) {
              covariance[i][j] += u[at + i] * u[at + j];
            }
          }
        }
      }
      HostTensor logScale = values.get(path + "/prior-log-scale");
      priorMean = logScale == null ? PRIOR.mean() : 0;
      priorScale = logScale == null ? PRIOR.scale() : Math.exp(logScale.item());
    }

    double meanDeviation() {
      return IntStream.range(0, mu.length)
          .mapToDouble(i -> Math.sqrt(covariance[i][i]))
          .average()
          .orElseThrow();
    }

    /** Of two multivariate Gaussians: (tr(Σ/s²) + |μ−m|²/s² − d + log det s²I − log det Σ) / 2. */
    double kl() {
      double precision = 1 / (priorScale * priorScale);
      double sum = -logDeterminant(covariance);
      for (int i = 0; i < mu.length; i++) {
        double distance = mu[i] - priorMean;
        sum += (covariance[i][i] + distance * distance) * precision - 1 - Math.log(precision);
      }
      return sum / 2;
    }
  }

  /** By Cholesky's decomposition. */
  private static double logDeterminant(double[][] matrix) {
    double[][] lower = new double[matrix.length][matrix.length];
    double sum = 0;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = matrix[i][j];
        for (int k = 0; k < j; k++) {
          rest -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
      }
      sum += 2 * Math.log(lower[i][i]);
    }
    return sum;
  }

  private static double[] doubles(HostTensor value) {
    return IntStream.range(0, value.data().length).mapToDouble(i -> value.data()[i]).toArray();
  }

  private static double meanMagnitude(double[] values) {
    return DoubleStream.of(values).map(Math::abs).average().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void divergenceDeviationAndMagnitudeAreThoseOfTheValues(String backend, String kind) {
    try (ClassifierSession session = session(backend, kind)) {
      Map<String, HostTensor> values = session.values();
      List<LayerRecord> records = measure(session, objective(kind), inputs(1e-3));
      List<Parameter> parameters = parameters(session);
      assertEquals(
          List.of("dense1/weight", "dense1/bias", "dense2/weight", "dense2/bias"),
          records.stream().map(LayerRecord::parameter).toList());
      int distributions = 0;
      for (int i = 0; i < records.size(); i++) {
        LayerRecord record = records.get(i);
        String path = record.parameter();
        assertEquals(4, record.epoch());
        assertEquals(parameters.get(i).shape().size(), record.values());
        if (parameters.get(i) instanceof VariationalParameter) {
          distributions++;
          Posterior posterior = new Posterior(path, values);
          // float32 sums of up to 768 terms.
          assertNear(posterior.kl(), record.kl().orElseThrow(), 1e-5, path);
          assertNear(posterior.meanDeviation(), record.sigma().orElseThrow(), 1e-5, path);
          assertNear(meanMagnitude(posterior.mu), record.magnitude(), 1e-5, path);
        } else {
          assertEquals(OptionalDouble.empty(), record.kl(), path);
          assertEquals(OptionalDouble.empty(), record.sigma(), path);
          assertNear(meanMagnitude(doubles(values.get(path))), record.magnitude(), 1e-5, path);
        }
      }
      assertEquals(
          switch (kind) {
            case "deterministic" -> 0;
            case "last layers" -> 2;
            default -> 4;
          },
          distributions);
      assertEquals(values, session.values(), "measuring changes nothing");
    }
  }

  private static void assertNear(double expected, double actual, double relative, String what) {
    assertEquals(expected, actual, relative * Math.abs(expected), what);
  }

  /** A step of plain descent subtracts the gradient times the rate from every value. */
  @ParameterizedTest
  @MethodSource("networks")
  void theGradientIsWhatAStepOfDescentChanges(String backend, String kind) {
    double rate = 64; // Else float32 rounds the difference of values away.
    try (ClassifierSession session = session(backend, kind);
        TrainingStep step = step(session, objective(kind))) {
      List<LayerRecord> records = measure(session, objective(kind), inputs(rate));
      Map<String, HostTensor> before = session.values();
      step.run(inputs(rate));
      Map<String, HostTensor> after = session.values();
      int at = 0;
      for (Parameter parameter : parameters(session)) {
        double sum = 0;
        for (Variable variable : parameter.variables()) {
          double[] from = doubles(before.get(variable.name()));
          double[] to = doubles(after.get(variable.name()));
          for (int i = 0; i < from.length; i++) {
            double gradient = (from[i] - to[i]) / rate;
            sum += gradient * gradient;
          }
        }
        assertTrue(sum > 0, parameter.path());
        assertNear(Math.sqrt(sum), records.get(at).gradientNorm(), 1e-4, parameter.path());
        at++;
      }
    }
  }

  /** Central differences of the loss under the same noise, for the parameters of few values. */
  @ParameterizedTest
  @MethodSource("networks")
  void theGradientIsTheSlopeOfTheLoss(String backend, String kind) {
    double h = 1.0 / 64;
    StepInputs still = inputs(0);
    try (ClassifierSession session = session(backend, kind);
        TrainingStep step = step(session, objective(kind))) {
      List<LayerRecord> records = measure(session, objective(kind), still);
      int at = 0;
      for (Parameter parameter : parameters(session)) {
        LayerRecord record = records.get(at);
        at++;
        if (record.values() > 10) {
          continue;
        }
        double sum = 0;
        for (Variable variable : parameter.variables()) {
          HostTensor value = session.network().session().get(variable);
          for (int i = 0; i < value.data().length; i++) {
            double slope =
                (loss(session, step, still, variable, value, i, h)
                        - loss(session, step, still, variable, value, i, -h))
                    / (2 * h);
            sum += slope * slope;
          }
          session.network().session().set(variable, value);
        }
        // Rounding of the loss, divided by 2h; and h² / 6 of a third derivative.
        assertEquals(Math.sqrt(sum), record.gradientNorm(), 5e-4, parameter.path());
        assertTrue(record.gradientNorm() > 0.01, record.toString());
      }
    }
  }

  private static double loss(
      ClassifierSession session,
      TrainingStep step,
      StepInputs inputs,
      Variable variable,
      HostTensor value,
      int element,
      double change) {
    float[] moved = value.data().clone();
    moved[element] += (float) change;
    session.network().session().set(variable, HostTensor.of(value.shape(), moved));
    return step.run(inputs).get(TrainingFunction.LOSS).item();
  }

  /** By Monte Carlo the layers have the very draws of the step, so that they sum up to its KL. */
  @ParameterizedTest
  @MethodSource("networks")
  void theLayersSumUpToTheDivergenceOfTheStep(String backend, String kind) {
    if (kind.equals("deterministic")) {
      return;
    }
    for (KlMode mode : List.of(KlMode.CLOSED_FORM, KlMode.MONTE_CARLO)) {
      ObjectiveSettings objective =
          new ObjectiveSettings(
              Estimator.WEIGHT_SAMPLING,
              3,
              mode,
              1,
              KlScheduleProvider.registry().create("constant"));
      try (ClassifierSession session = session(backend, kind);
          TrainingStep step = step(session, objective)) {
        double sum =
            measure(session, objective, inputs(0)).stream()
                .mapToDouble(record -> record.kl().orElse(0))
                .sum();
        double whole = step.run(inputs(0)).get(TrainingFunction.KL).item();
        assertNear(whole, sum, 1e-5, mode.toString());
      }
    }
  }

  /** The square of such a gradient is not in the range of float32. */
  @Test
  void greatGradientsHaveANorm() {
    LabelledImages images = TinyImages.halves(TRAINING_EXAMPLES);
    for (String backend : BACKENDS.keySet()) {
      try (ClassifierSession session = session(backend, "mean field")) {
        List<LayerRecord> large = measure(session, SAMPLED, inputs(images, 1, 1e10));
        List<LayerRecord> larger = measure(session, SAMPLED, inputs(images, 1, 1e30));
        for (int i = 0; i < large.size(); i++) {
          // Next to these weights of the KL divergence the likelihood is nothing.
          assertNear(1e20 * large.get(i).gradientNorm(), larger.get(i).gradientNorm(), 1e-5, "");
        }
      }
    }
  }

  /** What black images are multiplied by does not matter. */
  @Test
  void aGradientOfZerosHasTheNormZero() {
    LabelledImages black =
        LabelledImages.of(
            1,
            TinyImages.SIZE,
            TinyImages.SIZE,
            List.of("a", "b"),
            new byte[BATCH * TinyImages.SIZE * TinyImages.SIZE],
            new int[BATCH]);
    for (String backend : BACKENDS.keySet()) {
      try (ClassifierSession session = session(backend, "deterministic")) {
        List<Double> norms = new ArrayList<>();
        measure(session, MEAN, inputs(black, 1, 1))
            .forEach(record -> norms.add(record.gradientNorm()));
        assertEquals(0, norms.get(0));
        assertTrue(norms.get(3) > 0, norms.toString());
      }
    }
  }
}
