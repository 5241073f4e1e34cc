package org.bcnn.tasks.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.ImageClassifier;
import org.bcnn.optimizer.Adam;
import org.bcnn.optimizer.Optimizer;
import org.bcnn.optimizer.Sgd;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.schedule.LearningRateSchedule;
import org.bcnn.tasks.classification.ClassifierMinibatches;
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.ClassifierTask;
import org.bcnn.tasks.classification.ClassifierTrainer;
import org.bcnn.tasks.classification.TinyImages;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said where values are not finite: step, layer, operation, and what to do. */
class DivergenceTest {
  private static final String RATE = "lower learning rate";
  private static final Optimizer DESCENT = new Sgd("sgd", 0, false);
  private static final MeanFieldGaussian NARROW = new MeanFieldGaussian(1, -5, 0);

  private static final Map<String, Backend> BACKENDS = new LinkedHashMap<>();

  private final List<StepRecord> steps = new ArrayList<>();
  private final List<EpochRecord> epochs = new ArrayList<>();
  private final List<LayerRecord> layers = new ArrayList<>();
  private final List<Long> replays = new ArrayList<>();
  private final TrainingListener recorder =
      new TrainingListener() {
        @Override
        public void onStep(StepRecord step) {
          steps.add(step);
        }

        @Override
        public void onLayers(List<LayerRecord> measured) {
          layers.addAll(measured);
        }

        @Override
        public void onEpoch(EpochRecord epoch) {
          epochs.add(epoch);
        }

        @Override
        public void onDivergence(long step, long replayed) {
          replays.add(step);
          replays.add(replayed);
        }
      };

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

  private static ImageClassifier network(ParameterFactory weights) {
    return Classifiers.build(
        new ClassifierDescription(
            "mlp:units=3,layers=1", 1, TinyImages.SIZE, TinyImages.SIZE, 2, Activation.SOFTPLUS),
        weights);
  }

  private static ImageClassifier network(MeanFieldGaussian posterior, double priorScale) {
    return network(ParameterFactory.variational(posterior, new GaussianPrior(0, priorScale)));
  }

  private static ObjectiveSettings objective(double klWeight) {
    return new ObjectiveSettings(Estimator.WEIGHT_SAMPLING, 1, klWeight);
  }

  private static OptimisationSettings optimisation(
      Optimizer optimizer, double rate, LearningRateSchedule schedule) {
    return new OptimisationSettings(2, 10, optimizer, rate, schedule);
  }

  private static OptimisationSettings optimisation(Optimizer optimizer, double rate) {
    return optimisation(optimizer, rate, progress -> 1);
  }

  /** Trains on the images, in minibatches of ten, until it fails, and returns the message. */
  private String failure(
      ClassifierSession session,
      int images,
      ObjectiveSettings objective,
      OptimisationSettings optimisation) {
    ClassifierTrainer trainer = new ClassifierTrainer(session, objective, optimisation, 1);
    return assertThrows(
            TrainingException.class,
            () -> trainer.train(TinyImages.halves(images), Optional.empty(), recorder, () -> false))
        .getMessage();
  }

  private String failure(
      String backend,
      ImageClassifier classifier,
      int images,
      ObjectiveSettings objective,
      OptimisationSettings optimisation) {
    try (ClassifierSession session =
        ClassifierSession.initialise(BACKENDS.get(backend), classifier, NoiseSource.PORTABLE, 1)) {
      return failure(session, images, objective, optimisation);
    }
  }

  private static void assertSays(String message, String... parts) {
    Arrays.stream(parts).forEach(part -> assertTrue(message.contains(part), message));
  }

  /** No step is taken, and no other rate is advised, from a start that is not finite. */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void namesWhatIsNotFiniteAtTheStart(String backend) {
    ImageClassifier classifier = TinyImages.bayesian();
    NetworkVariables variables = NetworkVariables.of(classifier.network());
    for (Variable broken : variables.trainable()) {
      Map<Variable, HostTensor> values = new LinkedHashMap<>(variables.initialValues(1));
      float[] data = values.get(broken).data().clone();
      data[data.length - 1] = Float.NaN;
      values.put(broken, HostTensor.of(broken.shape(), data));
      try (ClassifierSession session =
          ClassifierSession.start(
              BACKENDS.get(backend), classifier, NoiseSource.PORTABLE, values)) {
        ClassifierTrainer trainer =
            new ClassifierTrainer(session, objective(1), optimisation(Adam.DEFAULT, 1e-3), 1);
        String message =
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                        trainer.train(
                            TinyImages.halves(10), Optional.empty(), recorder, () -> false))
                .getMessage();
        assertSays(message, "values in " + broken.name() + " that are not finite", "start from");
        assertFalse(message.contains(RATE), message);
      }
    }
    assertEquals(List.of(), steps);
  }

  /** The probe itself tells the variable from what is computed from it. */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void theProbeNamesTheVariable(String backend) {
    for (String name : List.of("dense1/bias", "dense2/weight")) {
      FiniteProbe.Seen seen = look(backend, name, Float.POSITIVE_INFINITY);
      FiniteProbe.Found found = seen.first().orElseThrow();
      assertEquals(FiniteProbe.Place.VARIABLE, found.place());
      assertEquals(name, found.description());
      assertFalse(seen.largest().orElseThrow().name().equals(name), "what is infinite has no size");
    }
  }

  /** Three values of 3e38 have a sum, and a mean square, that float32 has no number for. */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void greatFiniteValuesAreNotReported(String backend) {
    FiniteProbe.Seen seen = look(backend, "dense1/bias", -3e38f);
    assertEquals(Optional.empty(), seen.first().map(FiniteProbe.Found::description));
    assertEquals("dense1/bias", seen.largest().orElseThrow().name());
    assertEquals(3e38, seen.magnitude(), 1e33);
  }

  /** Looks at a plain network with one variable of which all values are the same. */
  private static FiniteProbe.Seen look(String backend, String name, float planted) {
    ImageClassifier classifier = network(ParameterFactory.deterministic(1));
    Map<Variable, HostTensor> values =
        new LinkedHashMap<>(NetworkVariables.of(classifier.network()).initialValues(1));
    values.replaceAll(
        (variable, value) ->
            variable.name().equals(name) ? HostTensor.full(variable.shape(), planted) : value);
    ObjectiveSettings mean = new ObjectiveSettings(Estimator.MEAN, 1, 1);
    Minibatch minibatch =
        new ClassifierMinibatches(TinyImages.halves(10), Augmentation.NONE, 10, 1)
            .at(new MinibatchSource.Place(1, 0));
    try (ClassifierSession session =
            ClassifierSession.start(
                BACKENDS.get(backend), classifier, NoiseSource.PORTABLE, values);
        FiniteProbe probe =
            new FiniteProbe(
                session.network(),
                new ClassifierTask(session.classifier()),
                new TrainingGraph.Settings(mean, 10, NoiseSource.PORTABLE))) {
      FiniteProbe.Seen seen = probe.look(new StepInputs(minibatch, 1, 1, new NoiseSeed(1, 0)));
      assertEquals(values.size(), session.values().size());
      values.forEach(
          (variable, value) -> assertEquals(value, session.values().get(variable.name())));
      return seen;
    }
  }

  /**
   * Adam's first step leaves weights of about the rate, 1e30, whose squares are too great; both
   * engines see the same.
   */
  @Test
  void namesStepLayerAndOperationWhereTheRateIsTooHigh() {
    List<String> places = new ArrayList<>();
    for (String backend : BACKENDS.keySet()) {
      String message =
          failure(backend, network(NARROW, 1), 30, objective(1), optimisation(Adam.DEFAULT, 1e30));
      assertSays(message, "at step 2, in epoch 1", "training has diverged", RATE);
      assertSays(message, "is made at step 2 by ", " in dense", "the largest values are those of");
      places.add(message.substring(message.indexOf("is made"), message.indexOf(';')));
      assertEquals(List.of(2L, 1L), replays, "one step is taken again");
      assertEquals(1, steps.size(), "the step that went wrong is not reported as a good one");
      replays.clear();
      steps.clear();
    }
    assertEquals(places.get(0), places.get(1));
  }

  /** The steps of earlier epochs need not be taken again. */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void namesTheStepInALaterEpoch(String backend) {
    LearningRateSchedule breaking = progress -> progress.step() == 4 ? 1e33 : 1;
    String message =
        failure(
            backend,
            network(NARROW, 1),
            30,
            objective(1),
            optimisation(Adam.DEFAULT, 1e-3, breaking));
    assertSays(message, "at step 6, in epoch 2", "is made at step 6 by ", RATE);
    assertEquals(List.of(6L, 2L), replays);
    assertEquals(5, steps.size());
    assertEquals(1, epochs.size());
    assertEquals(4, layers.size());
  }

  /**
   * With a prior of scale s = 1e-6 and means m of about 6e-5, and 6e-4 in the last layer, the
   * divergence Σ m² / 2s² is 3e6 nats. Times κ = 6e31 that is still a float32, 2e38; the gradients
   * κ/N m / s² are not, which are 1e39 in the last layer.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void findsAGradientThatIsNotFiniteThoughTheLossIs(String backend) {
    ImageClassifier classifier = network(new MeanFieldGaussian(1e-3, -14, 0), 1e-6);
    String message = failure(backend, classifier, 30, objective(6e31), optimisation(DESCENT, 1e-3));
    assertSays(message, "at step 2, in epoch 1", "is made at step 1 by ");
    assertSays(message, " on the way from the loss to the gradients");
    // At the first step the rate has had no part in anything.
    assertSays(message, "the learning rate has no part in it", "prior");
    assertFalse(message.contains(RATE), message);
    assertEquals(1, steps.size());
    assertTrue(steps.get(0).isFinite());
  }

  /** Then there is no later loss to see it by, and a checkpoint would be written. */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void weightsAreNotFiniteAfterTheLastStepOfAnEpoch(String backend) {
    ImageClassifier classifier = network(new MeanFieldGaussian(1e-3, -14, 0), 1e-6);
    String message = failure(backend, classifier, 10, objective(6e31), optimisation(DESCENT, 1e-3));
    assertSays(message, "dense1/weight is not finite after step 1, the last of epoch 1");
    assertSays(message, "is made at step 1 by ", " on the way from the loss to the gradients");
    assertEquals(List.of(), epochs, "listeners do not save it");
    assertEquals(List.of(), layers);
  }

  /** A gradient of more than 4, times a rate of 1e38, is no float32. */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void findsAnUpdateThatIsNotFiniteThoughTheGradientIs(String backend) {
    OptimisationSettings high = optimisation(DESCENT, 1e38);
    String message = failure(backend, network(NARROW, 1), 30, objective(1e6), high);
    assertSays(message, "at step 2, in epoch 1", "are not finite before step 2: the update of ");
    assertSays(message, "The values of dense1/weight/", "whose gradients are finite", RATE);
    message = failure(backend, network(NARROW, 1), 10, objective(1e6), high);
    assertSays(message, "dense1/weight is not finite after step 1, the last of epoch 1");
    assertSays(message, "All values at step 1 are finite", "its update makes one", RATE);
  }

  /** The divergence from a posterior of scale 0.007 to a prior of 1e-25 is 1e45 nats. */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void whatIsNotFiniteBeforeAnyUpdateIsNotTheFaultOfTheRate(String backend) {
    String message =
        failure(
            backend, network(NARROW, 1e-25), 30, objective(1), optimisation(Adam.DEFAULT, 1e-3));
    assertSays(message, "at step 1, in epoch 1", "is made at step 1 by ", "prior");
    assertFalse(message.contains(RATE), message);
  }

  /** In double precision 1e39 is a number. */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void namesAKlWeightThatIsTooGreat(String backend) {
    String message =
        failure(backend, network(NARROW, 1), 30, objective(1e39), optimisation(Adam.DEFAULT, 1e-3));
    assertSays(message, "At step 1, the input '" + TrainingFunction.KL_WEIGHT + "'");
    assertSays(message, "smaller KL weight");
    assertFalse(message.contains(RATE), message);
  }
}
