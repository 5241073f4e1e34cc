package org.bcnn.tasks.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.models.Discriminator;
import org.bcnn.models.DiscriminatorDescription;
import org.bcnn.models.GanModels;
import org.bcnn.models.Generator;
import org.bcnn.models.GeneratorDescription;
import org.bcnn.models.WeightsDescription;
import org.bcnn.objective.HingeLoss;
import org.bcnn.objective.NonSaturatingLoss;
import org.bcnn.tasks.gan.GameSession.Batches;
import org.bcnn.tasks.gan.GameSession.Rates;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.TrainingFunction;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps of two players: what each changes, and what comes of them. */
class GameTest {
  private static final int BATCH = 32;
  private static final String NORMALISED = "dcgan:discriminator-norm=batch";
  private static final NonSaturatingLoss NON_SATURATING = new NonSaturatingLoss(0);

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = Backends.find().choose("tf").open(new BackendOptions(1));
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  private static Map<Variable, HostTensor> values(GameSession session, Contestant<?> contestant) {
    List<Variable> all = new ArrayList<>(contestant.variables());
    all.addAll(contestant.state());
    return session.session().getAll(all);
  }

  /** Every variable, for what moves only where it is bound to. */
  private static void assertMoved(
      Map<Variable, HostTensor> before, Map<Variable, HostTensor> after) {
    before.forEach(
        (variable, value) -> assertNotEquals(value, after.get(variable), variable::name));
  }

  /** To the bit. */
  private static void assertStayed(
      Map<Variable, HostTensor> before, Map<Variable, HostTensor> after) {
    before.forEach(
        (variable, value) ->
            assertArrayEquals(value.data(), after.get(variable).data(), variable.name()));
  }

  static Stream<Arguments> weights() {
    return Stream.of(
        Arguments.of(Games.BAYESIAN, Games.BAYESIAN),
        Arguments.of(Games.PLAIN, Games.BAYESIAN),
        Arguments.of(Games.BAYESIAN, Games.PLAIN),
        Arguments.of(Games.PLAIN, Games.PLAIN));
  }

  /** Both players have batch normalisation here, whose moments are their own to record. */
  @ParameterizedTest
  @MethodSource("weights")
  void aStepChangesItsOwnPlayerAlone(
      WeightsDescription ofGenerator, WeightsDescription ofDiscriminator) {
    Contestant<Discriminator> judge =
        new Contestant<>(
            GanModels.discriminator(
                new DiscriminatorDescription(NORMALISED, 1, 16, 1, Activation.SOFTPLUS, 0.1),
                ofDiscriminator),
            new ObjectiveSettings(Estimator.FLIPOUT, 2, 1),
            Contestant.adam("adam-discriminator"));
    Contestant<Generator> maker =
        new Contestant<>(
            GanModels.generator(
                new GeneratorDescription(NORMALISED, 8, 1, 16, Activation.SOFTPLUS, 0.1),
                ofGenerator),
            new ObjectiveSettings(Estimator.WEIGHT_SAMPLING, 2, 1),
            Contestant.adam("adam-generator"));
    assertFalse(judge.player().variables().buffers().isEmpty());
    assertFalse(maker.player().variables().buffers().isEmpty());
    Game game = Games.of(NON_SATURATING, maker, judge);
    Rates rates = new Rates(1e-2, 1);
    try (GameSession session = GameSession.start(backend, game, new Batches(4), 0.9, 1)) {
      Map<Variable, HostTensor> generator = values(session, maker);
      Map<Variable, HostTensor> discriminator = values(session, judge);
      HostTensor real = HostTensor.full(judge.player().imageShape(4), 0.5f);
      session.discriminatorStep(real, rates, new NoiseSeed(1, 0));
      assertStayed(generator, values(session, maker));
      Map<Variable, HostTensor> trained = values(session, judge);
      assertMoved(discriminator, trained);
      session.generatorStep(rates, new NoiseSeed(1, 1));
      assertStayed(trained, values(session, judge));
      assertMoved(generator, values(session, maker));
    }
  }

  @Test
  void theKlOfEachBayesianPlayerIsWeightedByKappaOverN() {
    Rates rates = new Rates(1e-3, 0.5);
    Game game = Games.of(NON_SATURATING, Games.BAYESIAN, Games.BAYESIAN);
    try (GameSession session = GameSession.start(backend, game, new Batches(BATCH), 0.9, 1)) {
      PlayerStep judged =
          session.discriminatorStep(Games.halves(BATCH, 0), rates, new NoiseSeed(1, 0)).step();
      PlayerStep made = session.generatorStep(rates, new NoiseSeed(1, 1));
      for (PlayerStep step : List.of(judged, made)) {
        assertTrue(step.kl() > 1000, step.toString());
        double expected = step.nll() + 0.5 * step.kl() / Games.EXAMPLES;
        assertEquals(expected, step.loss(), 1e-5 * expected);
      }
    }
    Game plain = Games.of(NON_SATURATING, Games.PLAIN, Games.PLAIN);
    try (GameSession session = GameSession.start(backend, plain, new Batches(BATCH), 0.9, 1)) {
      PlayerStep made = session.generatorStep(rates, new NoiseSeed(1, 1));
      assertEquals(0, made.kl());
      assertEquals(made.nll(), made.loss());
    }
  }

  @Test
  void aStepIsAFunctionOfSeedAndStep() {
    Game game = Games.of(new HingeLoss(), Games.BAYESIAN, Games.BAYESIAN);
    Rates still = new Rates(0, 1);
    HostTensor real = Games.halves(BATCH, 0);
    try (GameSession session = GameSession.start(backend, game, new Batches(BATCH), 0.9, 1)) {
      NoiseSeed first = new NoiseSeed(1, 4);
      DiscriminatorStep once = session.discriminatorStep(real, still, first);
      assertEquals(once, session.discriminatorStep(real, still, first));
      assertNotEquals(once, session.discriminatorStep(real, still, first.next()));
      assertNotEquals(once, session.discriminatorStep(real, still, new NoiseSeed(2, 4)));
    }
    Game plain = Games.of(new HingeLoss(), Games.PLAIN, Games.PLAIN);
    try (GameSession session = GameSession.start(backend, plain, new Batches(BATCH), 0.9, 1)) {
      PlayerStep once = session.generatorStep(still, new NoiseSeed(1, 4));
      assertEquals(once, session.generatorStep(still, new NoiseSeed(1, 4)));
      assertNotEquals(once, session.generatorStep(still, new NoiseSeed(1, 5)), "other latents");
    }
  }

  static Stream<Arguments> games() {
    return Stream.of(
        Arguments.of(Games.of(new NonSaturatingLoss(0.1), Games.PLAIN, Games.PLAIN)),
        Arguments.of(Games.of(NON_SATURATING, Games.PLAIN, Games.BAYESIAN)),
        Arguments.of(Games.of(NON_SATURATING, Games.BAYESIAN, Games.BAYESIAN)),
        Arguments.of(Games.of(new HingeLoss(), Games.PLAIN, Games.BAYESIAN)));
  }

  /**
   * Of images that are white on the left or on the right, both come. The seed is fixed, and what is
   * asked is far from what was measured: of 200 images from 87 to 103 of one kind, from 74 to 80 of
   * the other, and the rest between them.
   */
  @ParameterizedTest
  @MethodSource("games")
  void theTwoKindsOfImagesAreLearned(Game game) {
    Turns turns = new Turns(1);
    Rates rates = new Rates(1e-2, 0.01);
    try (GameSession session = GameSession.start(backend, game, new Batches(BATCH), 0.98, 1)) {
      int[] before = kinds(session, game);
      for (long round = 0; round < 300; round++) {
        DiscriminatorStep judged =
            session.discriminatorStep(
                Games.halves(BATCH, round), rates, new NoiseSeed(1, turns.discriminator(round, 0)));
        PlayerStep made = session.generatorStep(rates, new NoiseSeed(1, turns.generator(round)));
        assertTrue(judged.step().isFinite() && made.isFinite());
      }
      int[] after = kinds(session, game);
      assertTrue(before[0] + before[1] < 20, before[0] + " and " + before[1] + " at first");
      assertTrue(
          after[0] + after[1] >= 100 && Math.min(after[0], after[1]) >= 30,
          after[0] + " and " + after[1] + " of 200");
    }
  }

  /** Counts images whose pixels are, on average, less than 0.3 from what they should be. */
  private static int[] kinds(GameSession session, Game game) {
    int count = 200;
    Function samples =
        GameFunctions.samples(
            game.generator().player(), Estimator.WEIGHT_SAMPLING, count, game.noise());
    HostTensor images;
    try (Session sampling = backend.openSession()) {
      sampling.setAll(session.averagedGenerator());
      try (Executable executable = sampling.compile(samples)) {
        images = executable.run(Map.of(), new NoiseSeed(1, 1L << 41)).get(GameFunctions.IMAGES);
      }
    }
    int pixels = Games.SIZE * Games.SIZE;
    int[] found = new int[2];
    for (int i = 0; i < count; i++) {
      double[] distance = new double[2];
      for (int pixel = 0; pixel < pixels; pixel++) {
        double side = pixel % Games.SIZE < Games.SIZE / 2 ? 0.8 : -0.8;
        double value = images.data()[i * pixels + pixel];
        distance[0] += Math.abs(value - side) / pixels;
        distance[1] += Math.abs(value + side) / pixels;
      }
      for (int kind = 0; kind < 2; kind++) {
        found[kind] += distance[kind] < 0.3 ? 1 : 0;
      }
    }
    return found;
  }

  /** White on the left is class 0; 16 labels are enough, and labels are all it can learn from. */
  @Test
  void aDiscriminatorLearnsClassesFromLabels() {
    Game game =
        Games.of(
            NON_SATURATING,
            Games.generator("dcgan", Games.PLAIN),
            Games.discriminator("dcgan", 3, Games.BAYESIAN));
    int labelled = 16;
    HostTensor images = Games.halves(labelled, 1000);
    HostTensor labels = HostTensor.zeros(Shape.of(labelled, 2));
    for (int i = 0; i < labelled; i++) {
      boolean left = images.data()[i * Games.SIZE * Games.SIZE] > 0;
      labels.data()[2 * i + (left ? 0 : 1)] = 1;
    }
    List<Float> losses = new ArrayList<>();
    try (Session session = backend.openSession()) {
      session.setAll(game.initialValues(1));
      Function function = GameFunctions.semiSupervisedStep(game, BATCH, labelled, 1);
      try (Executable step = session.compile(function)) {
        for (int i = 0; i < 60; i++) {
          Map<String, HostTensor> inputs = new LinkedHashMap<>();
          inputs.put(GameFunctions.REAL, Games.halves(BATCH, i));
          inputs.put(GameFunctions.LABELLED, images);
          inputs.put(GameFunctions.LABELS, labels);
          inputs.put(TrainingFunction.LEARNING_RATE, HostTensor.scalar(5e-3f));
          inputs.put(TrainingFunction.KL_WEIGHT, HostTensor.scalar(0.01f));
          losses.add(step.run(inputs, new NoiseSeed(1, i)).get(TrainingFunction.NLL).item());
        }
      }
    }
    assertTrue(losses.get(0) > 1, losses.toString());
    assertTrue(losses.get(59) < 0.1, losses.toString());
  }

  @Test
  void labelsNeedADiscriminatorThatClassifies() {
    Game game = Games.of(NON_SATURATING, Games.PLAIN, Games.PLAIN);
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> GameFunctions.semiSupervisedStep(game, 4, 2, 1))
            .getMessage()
            .contains("an output for each class and 1 more"));
  }

  @Test
  void playersThatDoNotFitAreRefused() {
    Contestant<Generator> generator = Games.generator("dcgan", Games.PLAIN);
    Contestant<Discriminator> larger =
        new Contestant<>(
            GanModels.discriminator(new DiscriminatorDescription("dcgan", 1, 16), Games.PLAIN),
            new ObjectiveSettings(Estimator.MEAN, 1, 1),
            Contestant.adam("adam-discriminator"));
    assertEquals(
        "the generator makes images [1, 1, 8, 8], the discriminator takes [1, 1, 16, 16]",
        assertThrows(
                IllegalArgumentException.class, () -> Games.of(NON_SATURATING, generator, larger))
            .getMessage());
    Contestant<Discriminator> sameState =
        new Contestant<>(
            Games.discriminator("dcgan", 1, Games.PLAIN).player(),
            larger.objective(),
            generator.optimizer());
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> Games.of(NON_SATURATING, generator, sameState))
            .getMessage()
            .contains("give the optimisers states of different names"));
  }

  @Test
  void everyStepHasANumberOfItsOwn() {
    Turns turns = new Turns(3);
    List<Long> numbers = new ArrayList<>();
    for (long round = 0; round < 2; round++) {
      for (int turn = 0; turn < 3; turn++) {
        numbers.add(turns.discriminator(round, turn));
      }
      numbers.add(turns.generator(round));
    }
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L), numbers);
    assertThrows(IndexOutOfBoundsException.class, () -> turns.discriminator(0, 3));
    assertThrows(IllegalArgumentException.class, () -> new Turns(0));
  }
}
