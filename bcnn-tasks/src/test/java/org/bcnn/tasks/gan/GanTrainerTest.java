package org.bcnn.tasks.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.models.GeneratorDescription;
import org.bcnn.objective.NonSaturatingLoss;
import org.bcnn.optimizer.OptimizerProvider;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.schedule.LearningRateScheduleProvider;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Games of images of 8×8 pixels that are white on the left (class 0) or on the right (class 1). */
class GanTrainerTest {
  private static final int IMAGES = 100;
  private static final int BATCH = 16;
  private static final int ROUNDS = 3;
  private static final LabelledImages REAL = halves(IMAGES);

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = Backends.find().choose("tf").open(new BackendOptions(1));
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  static LabelledImages halves(int count) {
    LabelledImages images = PixelRange.toImages(Games.halves(count, 0));
    byte[] pixels = new byte[count * Games.SIZE * Games.SIZE];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      for (int p = 0; p < Games.SIZE * Games.SIZE; p++) {
        pixels[i * Games.SIZE * Games.SIZE + p] =
            (byte) images.pixel(i, 0, p / Games.SIZE, p % Games.SIZE);
      }
      labels[i] = images.pixel(i, 0, 0, 0) > 127 ? 0 : 1;
    }
    return LabelledImages.of(1, Games.SIZE, Games.SIZE, List.of("left", "right"), pixels, labels);
  }

  static GanPlan plan(
      BayesianPlayers players, int epochs, double rate, Optional<Supervision> labels) {
    return new GanPlan(
        new GeneratorDescription("dcgan", 2, 1, Games.SIZE, Activation.RELU, 0.5),
        0.5,
        new GanWeights(players, MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.3)),
        new PlaySettings(
            new NonSaturatingLoss(0.1), GeneratorLoss.ADVERSARIAL, 0, new Turns(2), 0.9),
        new ObjectiveSettings(Estimator.LOCAL_REPARAMETERISATION, 1, 0.01),
        0.02,
        new OptimisationSettings(
            epochs,
            BATCH,
            OptimizerProvider.registry().create("adam:beta1=0.5"),
            rate,
            LearningRateScheduleProvider.registry().create("cosine")),
        2 * rate,
        labels,
        7);
  }

  private static GanPlan both(int epochs) {
    return plan(BayesianPlayers.BOTH, epochs, 1e-3, Optional.empty());
  }

  private static GanTrainer start(GanPlan plan) {
    return GanTrainer.start(backend, plan, REAL, NoiseSource.PORTABLE);
  }

  /** Keeps what it is told. */
  private static final class Recorder implements GameListener {
    private final List<GameRound> rounds = new ArrayList<>();
    private final List<GameEpoch> epochs = new ArrayList<>();

    @Override
    public void onRound(GameRound round) {
      rounds.add(round);
    }

    @Override
    public void onEpoch(GameEpoch epoch) {
      epochs.add(epoch);
    }
  }

  private static void assertSame(Map<String, HostTensor> expected, Map<String, HostTensor> found) {
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach(
        (name, value) -> assertArrayEquals(value.data(), found.get(name).data(), name));
  }

  @Test
  void goesOnToTheLastBitWhereItWasLeft() {
    Recorder whole = new Recorder();
    Map<String, HostTensor> expected;
    List<GameEpoch> history;
    try (GanTrainer trainer = start(both(3))) {
      trainer.train(() -> Map.of(GameEpoch.FRECHET, 2.5), whole, () -> false);
      expected = trainer.session().values();
      history = trainer.state().history();
    }
    assertEquals(3 * ROUNDS, whole.rounds.size());
    Recorder parts = new Recorder();
    Map<String, HostTensor> values;
    Map<String, String> state;
    try (GanTrainer trainer = start(both(3))) {
      int[] asked = new int[1];
      assertThrows(
          TrainingInterruptedException.class,
          () ->
              trainer.train(
                  () -> Map.of(GameEpoch.FRECHET, 2.5), parts, () -> asked[0]++ >= ROUNDS + 1));
      values = trainer.session().values();
      state = trainer.state().texts();
    }
    try (GanTrainer trainer = start(both(3))) {
      trainer.resume(GameState.of(state), values);
      assertEquals(ROUNDS + 1, trainer.state().round());
      trainer.train(() -> Map.of(GameEpoch.FRECHET, 2.5), parts, () -> false);
      assertSame(expected, trainer.session().values());
      assertEquals(history, trainer.state().history());
    }
    assertEquals(whole.rounds, parts.rounds);
  }

  @Test
  void anEpochIsTheMeanOfItsRounds() {
    Recorder recorder = new Recorder();
    try (GanTrainer trainer = start(both(2))) {
      trainer.train(() -> Map.of(GameEpoch.FRECHET, 2.5), recorder, () -> false);
    }
    GameEpoch second = recorder.epochs.get(1);
    for (String name : GameRound.NAMES) {
      double mean =
          recorder.rounds.stream()
              .filter(round -> round.epoch() == 2)
              .mapToDouble(round -> round.values().get(name))
              .average()
              .orElseThrow();
      assertEquals(mean, second.value(name), 1e-9 * Math.abs(mean), name);
    }
    assertEquals(2.5, second.value(GameEpoch.FRECHET));
    assertTrue(Double.isNaN(second.value(GameEpoch.TEST_ACCURACY)), "was not taken");
    assertTrue(second.seconds() > 0);
  }

  @Test
  void playersThatAreNotBayesianHaveNoDivergence() {
    for (BayesianPlayers players : BayesianPlayers.values()) {
      Recorder recorder = new Recorder();
      try (GanTrainer trainer = start(plan(players, 1, 1e-3, Optional.empty()))) {
        trainer.train(Map::of, recorder, () -> false);
      }
      Map<String, Double> values = recorder.rounds.get(0).values();
      assertEquals(players.discriminator(), values.get("discriminatorKl") > 0, players::toString);
      assertEquals(players.generator(), values.get("generatorKl") > 0, players::toString);
    }
  }

  /** Twins start from the same weights, and round 1 of the discriminator sees the same images. */
  @Test
  void theKappaOfEachPlayerIsItsOwn() {
    Recorder recorder = new Recorder();
    try (GanTrainer trainer = start(both(1))) {
      trainer.train(Map::of, recorder, () -> false);
    }
    Map<String, Double> values = recorder.rounds.get(0).values();
    double ofDiscriminator =
        (values.get("discriminatorLoss") - values.get("discriminatorNll"))
            / values.get("discriminatorKl");
    double ofGenerator =
        (values.get("generatorLoss") - values.get("generatorNll")) / values.get("generatorKl");
    // Differences of float losses near 2 whose divergence is some hundredths of it.
    assertEquals(0.01 / IMAGES, ofDiscriminator, 2e-3 * 0.01 / IMAGES);
    assertEquals(0.02 / IMAGES, ofGenerator, 2e-3 * 0.02 / IMAGES);
  }

  /** Four labels say which side is which; the seed is fixed, and all of 100 others are right. */
  @Test
  void aDiscriminatorWithLabelsLearnsTheClasses() {
    Supervision labels = new Supervision(4, 1);
    GanPlan plan = plan(BayesianPlayers.DISCRIMINATOR, 15, 5e-3, Optional.of(labels));
    try (GanTrainer trainer = start(plan)) {
      trainer.train(Map::of, GameListener.NONE, () -> false);
      assertEquals(3, trainer.game().discriminator().player().description().outputs());
      TrainedGan players = TrainedGan.of(plan, trainer);
      assertEquals(1, DiscriminatorAccuracy.of(backend, players, halves(IMAGES)));
    }
    assertEquals(
        1,
        DiscriminatorAccuracy.of(
            backend,
            plan.buildDiscriminator(2),
            SupervisedTwin.train(backend, plan, REAL, NoiseSource.PORTABLE, () -> false),
            halves(IMAGES)));
  }

  @Test
  void aGeneratorThatMatchesFeaturesHelpsAsWell() {
    GanPlan adversarial =
        plan(BayesianPlayers.DISCRIMINATOR, 15, 5e-3, Optional.of(new Supervision(4, 1)));
    GanPlan plan = with(adversarial, GeneratorLoss.FEATURE_MATCHING, 0.2);
    try (GanTrainer trainer = start(plan)) {
      trainer.train(Map::of, GameListener.NONE, () -> false);
      TrainedGan players = TrainedGan.of(plan, trainer);
      assertEquals(1, DiscriminatorAccuracy.of(backend, players, halves(IMAGES)));
    }
  }

  /** Against a discriminator that all but stands still, whose features are therefore the same. */
  @Test
  void featuresAreMatched() {
    GanPlan slow = plan(BayesianPlayers.NONE, 20, 1e-12, Optional.empty());
    GanPlan still = with(slow, GeneratorLoss.FEATURE_MATCHING, 0);
    GanPlan plan =
        new GanPlan(
            still.generator(),
            still.discriminatorWidth(),
            still.weights(),
            still.play(),
            still.objective(),
            still.generatorKlWeight(),
            still.optimisation(),
            1e-2,
            still.supervision(),
            still.seed());
    Recorder recorder = new Recorder();
    try (GanTrainer trainer = start(plan)) {
      trainer.train(Map::of, recorder, () -> false);
    }
    double first = recorder.epochs.get(0).value("generatorNll");
    double last = recorder.epochs.get(19).value("generatorNll");
    assertTrue(last < first / 2, first + " to " + last);
  }

  private static GanPlan with(GanPlan plan, GeneratorLoss loss, double instanceNoise) {
    PlaySettings play = plan.play();
    return new GanPlan(
        plan.generator(),
        plan.discriminatorWidth(),
        plan.weights(),
        new PlaySettings(play.loss(), loss, instanceNoise, play.turns(), play.averageDecay()),
        plan.objective(),
        plan.generatorKlWeight(),
        plan.optimisation(),
        plan.generatorLearningRate(),
        plan.supervision(),
        plan.seed());
  }

  /** Noise of the same seed and step is the same: without it the loss of a round is another. */
  @Test
  void instanceNoiseIsPartOfARound() {
    List<GameRound> rounds = new ArrayList<>();
    for (double noise : new double[] {0, 0.5}) {
      Recorder recorder = new Recorder();
      GanPlan plan = with(both(1), GeneratorLoss.ADVERSARIAL, noise);
      try (GanTrainer trainer = start(plan)) {
        trainer.train(Map::of, recorder, () -> false);
      }
      rounds.add(recorder.rounds.get(0));
    }
    PlayerStep plain = rounds.get(0).discriminator().step();
    PlayerStep noisy = rounds.get(1).discriminator().step();
    assertNotEquals(plain.nll(), noisy.nll());
    assertNotEquals(rounds.get(0).generator().nll(), rounds.get(1).generator().nll());
  }

  @Test
  void divergenceNamesThePlayerAndTheFirstVariable() {
    GanPlan plan = plan(BayesianPlayers.NONE, 3, 1e30, Optional.empty());
    try (GanTrainer trainer = start(plan)) {
      String message =
          assertThrows(
                  TrainingException.class,
                  () -> trainer.train(Map::of, GameListener.NONE, () -> false))
              .getMessage();
      assertTrue(message.contains("training has diverged"), message);
      assertTrue(message.contains("in round ") || message.contains("after round "), message);
      assertTrue(message.contains("Lower the learning rates (1.0E30"), message);
    }
  }

  @Test
  void imagesThatDoNotFitAreRefused() {
    LabelledImages large =
        LabelledImages.of(1, 16, 16, List.of("a"), new byte[256 * IMAGES], new int[IMAGES]);
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> GanTrainer.start(backend, both(1), large, NoiseSource.PORTABLE))
            .getMessage()
            .contains("1x8x8 (channels, height, width), the real ones have 1x16x16"));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> GanTrainer.start(backend, both(1), REAL.limit(31), NoiseSource.PORTABLE))
            .getMessage()
            .contains("a round takes 32 real images"));
  }

  @Test
  void aCheckpointWithoutAVariableIsRefused() {
    try (GanTrainer trainer = start(both(1))) {
      Map<String, HostTensor> values = new HashMap<>(trainer.session().values());
      values.remove("average/updates");
      assertTrue(
          assertThrows(TrainingException.class, () -> trainer.resume(GameState.START, values))
              .getMessage()
              .contains("lacks a value of average/updates"));
    }
  }

  @Test
  void imagesAreAFunctionOfSeedAndLatentVector() {
    GanPlan plan = both(1);
    try (GanTrainer trainer = start(plan);
        ImageSampler sampler =
            ImageSampler.open(
                backend,
                trainer.game().generator().player(),
                trainer.session().averagedGenerator(),
                NoiseSource.PORTABLE)) {
      LabelledImages some = sampler.sample(3, 5);
      LabelledImages more = sampler.sample(ImageSampler.BATCH + 2, 5);
      assertEquals(some.digest(), more.limit(3).digest());
      assertNotEquals(some.digest(), sampler.sample(3, 6).digest());
      HostTensor latents = LatentVectors.normal(3, 2, 5);
      assertEquals(some.digest(), sampler.images(latents, 5, 0).digest());
      assertNotEquals(some.digest(), sampler.images(latents, 5, 1).digest(), "other weights");
      LabelledImages draws = sampler.draws(latents, 5, 2);
      assertEquals(6, draws.count());
      assertEquals(some.digest(), draws.subset(new int[] {0, 2, 4}).digest());
      assertEquals(
          sampler.images(latents, 5, 1).digest(), draws.subset(new int[] {1, 3, 5}).digest());
    }
  }

  @Test
  void theDataThatWereChosenAreTheSameAgain() {
    GanData data =
        new GanData(
            "halves", REAL, REAL, new GanData.Choice(OptionalInt.of(100), OptionalInt.empty(), 7));
    Map<String, String> settings = data.settings(both(1));
    assertEquals("100", settings.get("trainLimit"));
    assertEquals(REAL.digest(), settings.get("dataDigest"));
  }
}
