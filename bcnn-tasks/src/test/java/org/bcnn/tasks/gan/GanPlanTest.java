package org.bcnn.tasks.gan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcnn.graph.NoiseSource;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.objective.HingeLoss;
import org.bcnn.objective.NonSaturatingLoss;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.TrainingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GanPlanTest {
  private static final LabelledImages REAL = GanTrainerTest.halves(40);

  private static GanPlan plan(BayesianPlayers players, Optional<Supervision> labels) {
    return GanTrainerTest.plan(players, 3, 1e-3, labels);
  }

  private static Checkpoint checkpoint(GanPlan plan) {
    return new Checkpoint(
        plan.buildGenerator().description(),
        plan.weights().generator(),
        plan.settings("halves", REAL),
        plan.seed(),
        Map.of(),
        Map.of());
  }

  @ParameterizedTest
  @EnumSource
  void isReadBackFromACheckpoint(BayesianPlayers players) {
    for (Optional<Supervision> labels :
        List.of(Optional.<Supervision>empty(), Optional.of(new Supervision(4, 0.5)))) {
      Checkpoint stored = checkpoint(plan(players, labels));
      GanPlan read = GanPlan.of(stored);
      assertEquals(stored.training(), read.settings("halves", REAL));
      assertEquals(stored.architecture(), read.generator());
      assertEquals(labels, read.supervision());
      assertEquals(7, read.seed());
      assertEquals(2, GanPlan.classes(stored));
      assertEquals(players.generator(), stored.weights().bayesian());
      assertEquals(
          players.discriminator(), !read.buildDiscriminator(2).variables().variational().isEmpty());
    }
  }

  @Test
  void aSettingThatIsMissingIsNamed() {
    Checkpoint whole = checkpoint(plan(BayesianPlayers.BOTH, Optional.empty()));
    for (String name : List.of("bayesian", "loss", "averageDecay", "generatorKlWeight")) {
      Map<String, String> settings = new LinkedHashMap<>(whole.training());
      settings.remove(name);
      Checkpoint part =
          new Checkpoint(whole.architecture(), whole.weights(), settings, 7, Map.of(), Map.of());
      String message = assertThrows(TrainingException.class, () -> GanPlan.of(part)).getMessage();
      assertTrue(message.contains("with which " + name), message);
    }
  }

  @Test
  void theOptimisersOfBothPlayersHaveStatesOfTheirOwn() {
    Game game = plan(BayesianPlayers.BOTH, Optional.empty()).game(2, 40, NoiseSource.PORTABLE);
    assertTrue(game.generator().state().get(0).name().startsWith("adam-generator/"));
    assertTrue(game.discriminator().state().get(0).name().startsWith("adam-discriminator/"));
    assertEquals(0.01, game.discriminator().objective().klWeight());
    assertEquals(0.02, game.generator().objective().klWeight());
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    GanPlan good = plan(BayesianPlayers.BOTH, Optional.empty());
    OptimisationSettings patient =
        new OptimisationSettings(
            3,
            8,
            good.optimisation().optimizer(),
            1e-3,
            good.optimisation().schedule(),
            OptionalInt.of(2));
    assertRefused("patience", () -> with(good, patient, 0.1, 1e-3));
    assertRefused("KL weight", () -> with(good, good.optimisation(), -1, 1e-3));
    assertRefused("learning rate", () -> with(good, good.optimisation(), 0.1, Double.NaN));
    assertRefused(
        "at least 0 and under 1",
        () ->
            new PlaySettings(
                good.play().loss(), GeneratorLoss.ADVERSARIAL, 0, good.play().turns(), 1));
    assertRefused(
        "instance noise",
        () ->
            new PlaySettings(
                good.play().loss(), GeneratorLoss.ADVERSARIAL, -1, good.play().turns(), 0.5));
    assertRefused("at least 1 label", () -> new Supervision(0, 1));
    assertRefused("weight of labels", () -> new Supervision(1, 0));
  }

  @Test
  void whatTheGeneratorMinimisesIsStored() {
    GanPlan good = plan(BayesianPlayers.NONE, Optional.empty());
    PlaySettings play =
        new PlaySettings(
            good.play().loss(), GeneratorLoss.FEATURE_MATCHING, 0.25, new Turns(3), 0.5);
    GanPlan plan =
        new GanPlan(
            good.generator(),
            0.5,
            good.weights(),
            play,
            good.objective(),
            0.1,
            good.optimisation(),
            1e-3,
            Optional.empty(),
            7);
    assertEquals(play, GanPlan.of(checkpoint(plan)).play());
    assertEquals("feature-matching", plan.settings().get("generatorLoss"));
  }

  private static GanPlan with(
      GanPlan plan, OptimisationSettings optimisation, double klWeight, double rate) {
    return new GanPlan(
        plan.generator(),
        plan.discriminatorWidth(),
        plan.weights(),
        plan.play(),
        plan.objective(),
        klWeight,
        optimisation,
        rate,
        plan.supervision(),
        plan.seed());
  }

  private static void assertRefused(
      String part, org.junit.jupiter.api.function.Executable settings) {
    String message = assertThrows(IllegalArgumentException.class, settings).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void lossesHaveNames() {
    assertEquals(new NonSaturatingLoss(0), AdversarialLosses.parse("non-saturating"));
    assertEquals(
        new NonSaturatingLoss(0.1), AdversarialLosses.parse("non-saturating:smoothing=0.1"));
    assertEquals(new HingeLoss(), AdversarialLosses.parse("hinge"));
    for (String text : List.of("non-saturating", "non-saturating:smoothing=0.1", "hinge")) {
      assertEquals(text, AdversarialLosses.text(AdversarialLosses.parse(text)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wasserstein", "hinge:smoothing=0.1", "non-saturating:smoothing=0.5"})
  void otherLossesAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> AdversarialLosses.parse(text));
  }

  @Test
  void stateIsReadBackToTheLastBit() {
    Map<String, Double> values = new HashMap<>();
    GameEpoch.NAMES.forEach(name -> values.put(name, 0.1 + name.hashCode()));
    values.put(GameEpoch.TEST_ACCURACY, Double.NaN);
    Map<String, Double> sums = new LinkedHashMap<>();
    GameRound.NAMES.forEach(name -> sums.put(name, 1.0 / name.length()));
    GameState state =
        new GameState(7, List.of(new GameEpoch(1, values, 3)), new RoundMeans.Sums(2, sums));
    assertEquals(state, GameState.of(state.texts()));
    assertEquals(GameState.START, GameState.of(GameState.START.texts()));
    Map<String, String> broken = new HashMap<>(state.texts());
    broken.put("history", "1,2");
    assertThrows(TrainingException.class, () -> GameState.of(broken));
    broken.remove("round");
    assertThrows(TrainingException.class, () -> GameState.of(broken));
  }
}
