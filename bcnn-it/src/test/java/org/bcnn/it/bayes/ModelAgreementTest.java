package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.ReferenceBackend;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.Discriminator;
import org.bcnn.models.DiscriminatorDescription;
import org.bcnn.models.GanModels;
import org.bcnn.models.Generator;
import org.bcnn.models.GeneratorDescription;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.NoiseModel;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolutionModels;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.WeightsDescription;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A training step of every model, narrow, is the same step on every backend. */
class ModelAgreementTest {
  private static final WeightsDescription BAYESIAN =
      WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.3));
  private static final WeightsDescription LAST_LAYERS =
      WeightsDescription.variationalLast(
          2, MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.3), Math.sqrt(2));
  private static final WeightsDescription DETERMINISTIC =
      WeightsDescription.deterministic(Math.sqrt(2));

  private static final Map<String, Backend> ENGINES = new LinkedHashMap<>();

  @BeforeAll
  static void openEngines() {
    Backends backends = Backends.find();
    for (String name : List.of("tf", "djl")) {
      ENGINES.put(name, backends.choose(name).open(new BackendOptions(1)));
    }
  }

  @AfterAll
  static void closeEngines() {
    ENGINES.values().forEach(Backend::close);
    ENGINES.clear();
  }

  static Stream<Arguments> steps() {
    List<Arguments> steps = new ArrayList<>();
    for (String model : Classifiers.names()) {
      steps.add(Arguments.of(model, BAYESIAN, Estimator.LOCAL_REPARAMETERISATION, 0));
    }
    steps.add(Arguments.of("resnet20:shortcut=projection", BAYESIAN, Estimator.FLIPOUT, 0));
    steps.add(Arguments.of("3conv3fc", LAST_LAYERS, Estimator.WEIGHT_SAMPLING, 0));
    steps.add(Arguments.of("resnet20", LAST_LAYERS, Estimator.LOCAL_REPARAMETERISATION, 0));
    steps.add(Arguments.of("alexnet", DETERMINISTIC, Estimator.MEAN, 0));
    for (String model : Classifiers.names()) {
      steps.add(Arguments.of(model, DETERMINISTIC, Estimator.LOCAL_REPARAMETERISATION, 0.3));
    }
    return steps.stream();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void enginesAgreeWithTheReference(
      String model, WeightsDescription weights, Estimator estimator, double dropout) {
    ImageClassifier classifier =
        Classifiers.build(
            new ClassifierDescription(model, 2, 28, 28, 4, Activation.SOFTPLUS, 0.1, dropout),
            weights);
    requireAgreement(model, ModelStep.Problem.of(classifier), estimator);
  }

  static Stream<Arguments> superResolutionSteps() {
    return Stream.of(
        Arguments.of("espcn", BAYESIAN, Estimator.LOCAL_REPARAMETERISATION, NoiseModel.LEARNED),
        Arguments.of("espcn", BAYESIAN, Estimator.WEIGHT_SAMPLING, NoiseModel.PREDICTED),
        Arguments.of("espcn:skip=nearest", LAST_LAYERS, Estimator.FLIPOUT, NoiseModel.PREDICTED),
        Arguments.of("espcn:skip=nearest", DETERMINISTIC, Estimator.MEAN, NoiseModel.LEARNED),
        Arguments.of("espcn:skip=bicubic", DETERMINISTIC, Estimator.MEAN, NoiseModel.PREDICTED));
  }

  @ParameterizedTest
  @MethodSource("superResolutionSteps")
  void enginesAgreeOnSuperResolution(
      String model, WeightsDescription weights, Estimator estimator, NoiseModel noise) {
    SuperResolver resolver =
        SuperResolutionModels.build(
            new SuperResolutionDescription(model, 3, 2, Activation.TANH, 0.1, noise), weights);
    requireAgreement(model, ModelStep.Problem.of(resolver), estimator);
  }

  static Stream<Arguments> players() {
    String published = "dcgan:discriminator-norm=batch";
    String bare = "dcgan:generator-norm=none";
    return Stream.of(
        Arguments.of("dcgan", 28, 1, BAYESIAN, Estimator.WEIGHT_SAMPLING),
        Arguments.of("dcgan", 28, 4, BAYESIAN, Estimator.LOCAL_REPARAMETERISATION),
        Arguments.of(bare, 32, 1, BAYESIAN, Estimator.FLIPOUT),
        Arguments.of(bare, 8, 1, LAST_LAYERS, Estimator.LOCAL_REPARAMETERISATION),
        Arguments.of(published, 32, 1, DETERMINISTIC, Estimator.MEAN));
  }

  @ParameterizedTest
  @MethodSource("players")
  void enginesAgreeOnThePlayersOfAGame(
      String model, int size, int outputs, WeightsDescription weights, Estimator estimator) {
    Generator generator =
        GanModels.generator(
            new GeneratorDescription(model, 7, 2, size, Activation.SOFTPLUS, 0.1), weights);
    requireAgreement(model + " generator", ModelStep.Problem.of(generator), estimator);
    Discriminator discriminator =
        GanModels.discriminator(
            new DiscriminatorDescription(model, 2, size, outputs, Activation.LEAKY_RELU, 0.1),
            weights);
    requireAgreement(model + " discriminator", ModelStep.Problem.of(discriminator), estimator);
  }

  private static void requireAgreement(
      String model, ModelStep.Problem problem, Estimator estimator) {
    NetworkVariables variables = problem.variables();
    ModelStep exact;
    try (Backend reference = new ReferenceBackend()) {
      exact = ModelStep.take(reference, problem, estimator);
    }
    for (Variable variable : variables.trainable()) {
      assertTrue(scale(exact.outputs().get(variable.name())) > 0, variable.name());
      assertNotEquals(exact.before().get(variable), exact.after().get(variable), variable.name());
    }
    ENGINES.forEach(
        (name, backend) -> {
          ModelStep step = ModelStep.take(backend, problem, estimator);
          assertEquals(exact.outputs().keySet(), step.outputs().keySet());
          exact
              .outputs()
              .forEach(
                  (output, expected) ->
                      requireClose(
                          output.equals(ModelStep.LOSS)
                              ? AgreementTolerances.FIRST_LOSS
                              : AgreementTolerances.MODEL_GRADIENT,
                          step.outputs().get(output),
                          expected,
                          name + ", " + model + ", " + output));
          // Adam divides gradients by their size, so that where one is nearly 0 its rounding error
          // decides; the buffers of batch normalisation have no such step between.
          for (Variable buffer : variables.buffers()) {
            assertNotEquals(step.before().get(buffer), step.after().get(buffer), buffer.name());
            requireClose(
                AgreementTolerances.MODEL_GRADIENT,
                step.after().get(buffer),
                exact.after().get(buffer),
                name + ", " + model + ", " + buffer.name());
          }
        });
  }

  private static void requireClose(
      double tolerance, HostTensor actual, HostTensor expected, String what) {
    assertEquals(expected.shape(), actual.shape(), what);
    double largest = 0;
    for (int i = 0; i < expected.data().length; i++) {
      largest = Math.max(largest, Math.abs((double) actual.data()[i] - expected.data()[i]));
    }
    double relative = largest / scale(expected);
    assertTrue(relative <= tolerance, what + ": " + relative + " exceeds " + tolerance);
  }

  private static double scale(HostTensor tensor) {
    double scale = 0;
    for (float value : tensor.data()) {
      scale = Math.max(scale, Math.abs((double) value));
    }
    return scale;
  }
}
