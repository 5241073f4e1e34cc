package org.bcnn.models.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.layer.Activation;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.posterior.LowRankGaussian;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.prior.LaplacePrior;
import org.bcnn.prior.LearnedGaussianPrior;
import org.bcnn.prior.MopedPrior;
import org.bcnn.prior.Prior;
import org.bcnn.prior.ScaleMixturePrior;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single weights are ranked and removed. */
class PruningTest {
  @TempDir Path folder;

  /** An MLP of 4 inputs, 3 hidden units and 2 classes: weights of 12 and 6. */
  private static Checkpoint mlp(WeightsDescription weights) {
    ClassifierDescription network =
        new ClassifierDescription("mlp:units=3,layers=1", 1, 2, 2, 2, Activation.RELU);
    Map<String, HostTensor> values = new LinkedHashMap<>();
    NetworkVariables.of(Classifiers.build(network, weights).network())
        .initialValues(3)
        .forEach((variable, value) -> values.put(variable.name(), value));
    return new Checkpoint(network, weights, Map.of("epochs", "1"), 1, Map.of(), values);
  }

  private static Checkpoint bayesian(Prior prior) {
    return mlp(WeightsDescription.variational(MeanFieldGaussian.DEFAULT, prior));
  }

  private static Checkpoint with(Checkpoint checkpoint, String name, float... data) {
    Map<String, HostTensor> values = new LinkedHashMap<>(checkpoint.values());
    values.put(name, HostTensor.of(values.get(name).shape(), data));
    return Pruning.withValues(checkpoint, values);
  }

  private static float rho(double sigma) {
    return (float) Math.log(Math.expm1(sigma));
  }

  /** Means 0.1 to 0.6 in the last layer, and deviations that turn their order round. */
  private static Checkpoint turnedRound() {
    Checkpoint checkpoint = bayesian(new GaussianPrior(0, 1));
    checkpoint = with(checkpoint, "dense2/weight/mu", .1f, -.2f, .3f, -.4f, .5f, -.6f);
    return with(
        checkpoint, "dense2/weight/rho", rho(.001), rho(.01), rho(.1), rho(.5), rho(1), rho(3));
  }

  private static float[] mask(Checkpoint checkpoint, String layer) {
    return checkpoint.values().get(layer + "/weight/mask").data();
  }

  private static PruningTarget perLayer(double share) {
    return PruningTarget.fraction(share, PruningTarget.Scope.PER_LAYER);
  }

  private static PruningTarget global(double share) {
    return PruningTarget.fraction(share, PruningTarget.Scope.GLOBAL);
  }

  @Test
  void eachCriterionRemovesWhatItRanksLast() {
    assertArrayEquals(
        new float[] {0, 0, 0, 1, 1, 1},
        mask(Pruning.prune(turnedRound(), PruningCriterion.L1, perLayer(0.5)), "dense2"));
    // 100, 20, 3, 0.8, 0.5, 0.2
    assertArrayEquals(
        new float[] {1, 1, 1, 0, 0, 0},
        mask(Pruning.prune(turnedRound(), PruningCriterion.SNR, perLayer(0.5)), "dense2"));
    // ½(σ² + μ² − 1) − log σ: 6.41, 4.13, 1.85, 0.40, 0.125, 3.58
    assertArrayEquals(
        new float[] {1, 1, 0, 0, 0, 1},
        mask(Pruning.prune(turnedRound(), PruningCriterion.KL, perLayer(0.5)), "dense2"));
  }

  @Test
  void removedWeightsHaveNeitherMeanNorVariance() {
    Checkpoint pruned = Pruning.prune(turnedRound(), PruningCriterion.SNR, perLayer(0.5));
    assertArrayEquals(
        new float[] {.1f, -.2f, .3f, 0, 0, 0}, pruned.values().get("dense2/weight/mu").data());
    float[] rho = pruned.values().get("dense2/weight/rho").data();
    assertEquals(0, (float) Softplus.of(rho[5]));
    assertEquals(rho(.1), rho[2]);
    assertEquals(
        turnedRound().values().get("dense2/bias/mu"), pruned.values().get("dense2/bias/mu"));
  }

  @Test
  void aThresholdLeavesWhatIsNotBelowIt() {
    Checkpoint pruned =
        Pruning.prune(turnedRound(), PruningCriterion.L1, PruningTarget.threshold(.4f));
    assertArrayEquals(new float[] {0, 0, 0, 1, 1, 1}, mask(pruned, "dense2"));
  }

  @Test
  void aGlobalShareComparesLayersAndCountsExactly() {
    Checkpoint checkpoint = bayesian(new GaussianPrior(0, 1));
    float[] large = new float[12];
    java.util.Arrays.fill(large, 7);
    checkpoint = with(checkpoint, "dense1/weight/mu", large);
    Checkpoint pruned = Pruning.prune(checkpoint, PruningCriterion.L1, global(6 / 18.0));
    assertEquals(new WeightCount(18, 12), Pruning.count(pruned));
    assertArrayEquals(new float[6], mask(pruned, "dense2"));
    // All twelve that are left are equal, and still the number is right.
    pruned = Pruning.prune(pruned, PruningCriterion.L1, global(11 / 18.0));
    assertEquals(new WeightCount(18, 7), Pruning.count(pruned));
    assertEquals(11 / 18.0, Pruning.count(pruned).removed(), 1e-12);
  }

  @Test
  void whatIsRemovedStaysRemoved() {
    Checkpoint once = Pruning.prune(turnedRound(), PruningCriterion.SNR, perLayer(0.5));
    Checkpoint twice = Pruning.prune(once, PruningCriterion.L1, perLayer(2 / 3.0));
    assertArrayEquals(new float[] {0, 1, 1, 0, 0, 0}, mask(twice, "dense2"));
    assertEquals(once, Pruning.prune(once, PruningCriterion.L1, perLayer(0)));
  }

  @Test
  void divergencesAreThoseOfTheTextbook() {
    double mu = 0.3;
    double sigma = 0.2;
    Checkpoint checkpoint = Pruning.prunable(bayesian(new LearnedGaussianPrior(0.5)));
    WeightTensor weights =
        Pruning.weights(checkpoint.network().variables(), checkpoint.values()).get(0);
    double learned =
        WeightDivergence.of(weights.variational().orElseThrow(), checkpoint.values())
            .nats(0, mu, sigma);
    assertEquals(0.5 * (0.16 + 0.36 - 1) - Math.log(0.4), learned, 1e-6);
    for (Prior prior : List.of(new LaplacePrior(0.5), new ScaleMixturePrior(0.25, 1, 0.05))) {
      Checkpoint other = Pruning.prunable(bayesian(prior));
      WeightTensor tensor = Pruning.weights(other.network().variables(), other.values()).get(0);
      double found =
          WeightDivergence.of(tensor.variational().orElseThrow(), other.values())
              .nats(0, mu, sigma);
      assertEquals(simpson((org.bcnn.prior.HostDensity) prior, mu, sigma), found, 5e-3);
    }
    Checkpoint moped = Pruning.prunable(bayesian(new MopedPrior(0.5)));
    WeightTensor centred = Pruning.weights(moped.network().variables(), moped.values()).get(0);
    assertEquals(
        learned,
        WeightDivergence.of(centred.variational().orElseThrow(), moped.values()).nats(0, mu, sigma),
        1e-6);
  }

  /** {@code ∫ q log(q/p)} by Simpson's rule over 10 deviations either side. */
  private static double simpson(org.bcnn.prior.HostDensity prior, double mu, double sigma) {
    int intervals = 20_000;
    double width = 20 * sigma / intervals;
    double sum = 0;
    for (int i = 0; i <= intervals; i++) {
      double w = mu - 10 * sigma + i * width;
      double z = (w - mu) / sigma;
      double logQ = -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
      int factor = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
      sum += factor * Math.exp(logQ) * (logQ - prior.logDensity(w));
    }
    return sum * width / 3;
  }

  @Test
  void aPrunedNetworkIsReadAgain() {
    Checkpoint pruned = Pruning.prune(turnedRound(), PruningCriterion.SNR, perLayer(0.5));
    Path file = folder.resolve("pruned.safetensors");
    Checkpoints.write(file, pruned);
    assertEquals(pruned, Checkpoints.read(file));
    assertTrue(Checkpoints.read(file).weights() instanceof WeightsDescription.Pruned);
  }

  @Test
  void plainWeightsAreRankedByMagnitudeAlone() {
    Checkpoint plain = mlp(WeightsDescription.deterministic(1));
    Checkpoint pruned = Pruning.prune(plain, PruningCriterion.L1, global(0.5));
    assertEquals(new WeightCount(18, 9), Pruning.count(pruned));
    assertFalse(pruned.weights().bayesian());
    refuses("rank them by l1", () -> Pruning.prune(plain, PruningCriterion.SNR, global(0.5)));
    refuses("rank them by l1", () -> Pruning.prune(plain, PruningCriterion.KL, global(0.5)));
  }

  @Test
  void whatCannotBeIsRefused() {
    refuses("below 1, got 1.0", () -> global(1));
    refuses("got -0.1", () -> global(-0.1));
    refuses("must be a number", () -> PruningTarget.threshold(Double.NaN));
    refuses("l1, snr, kl", () -> PruningCriterion.of("size"));
    refuses(
        "no weight would be left",
        () -> Pruning.prune(turnedRound(), PruningCriterion.L1, PruningTarget.threshold(1e9)));
    WeightsDescription lowRank =
        WeightsDescription.variational(LowRankGaussian.DEFAULT, new GaussianPrior(0, 1));
    refuses("mean-field", () -> Pruning.prune(mlp(lowRank), PruningCriterion.SNR, global(0.5)));
  }

  private static void refuses(String message, org.junit.jupiter.api.function.Executable what) {
    String found = assertThrows(RuntimeException.class, what).getMessage();
    assertTrue(found.contains(message), found);
  }
}
