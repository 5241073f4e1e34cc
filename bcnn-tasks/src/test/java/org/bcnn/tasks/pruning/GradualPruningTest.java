package org.bcnn.tasks.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Activation;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.pruning.Pruning;
import org.bcnn.models.pruning.PruningCriterion;
import org.bcnn.models.pruning.PruningTarget;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.Test;

/** Weights are removed little by little. */
class GradualPruningTest {
  private static PruningTarget.Fraction share(double share) {
    return new PruningTarget.Fraction(share, PruningTarget.Scope.GLOBAL);
  }

  @Test
  void sharesRiseAsZhuAndGuptaHaveThem() {
    assertEquals(0, GradualPruning.share(0.9, 0));
    assertEquals(0.9 * (1 - 0.125), GradualPruning.share(0.9, 0.5), 1e-12);
    assertEquals(0.9, GradualPruning.share(0.9, 1), 1e-12);
  }

  @Test
  void whatIsRemovedStaysAndTheLastStepReachesTheShare() {
    ClassifierDescription network =
        new ClassifierDescription("mlp:units=10,layers=1", 1, 4, 4, 2, Activation.RELU);
    WeightsDescription weights =
        WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 1));
    Map<String, HostTensor> values = new LinkedHashMap<>();
    NetworkVariables.of(Classifiers.build(network, weights).network())
        .initialValues(3)
        .forEach((variable, value) -> values.put(variable.name(), value));
    Checkpoint checkpoint =
        Pruning.prunable(new Checkpoint(network, weights, Map.of(), 1, Map.of(), values));
    List<Double> removed = new ArrayList<>();
    try (Backend backend = Backends.find().choose("tf").open(new BackendOptions(1));
        NetworkSession session =
            NetworkSession.restore(
                backend,
                checkpoint.network().variables(),
                NoiseSource.PORTABLE,
                checkpoint.values())) {
      GradualPruning pruning = new GradualPruning(session, PruningCriterion.SNR, share(0.9), 10, 5);
      float[] before = checkpoint.values().get("dense1/weight/mask").data();
      for (int step = 1; step <= 12; step++) {
        pruning.onStep(new StepRecord(step, 1, 1, 0, 0, 0, 0));
        Map<String, HostTensor> now = session.values();
        float[] after = now.get("dense1/weight/mask").data();
        for (int i = 0; i < after.length; i++) {
          assertTrue(after[i] <= before[i], "a weight came back");
        }
        before = after;
        removed.add(
            Pruning.count(new Checkpoint(network, weights.pruned(), Map.of(), 1, Map.of(), now))
                .removed());
      }
    }
    assertEquals(0, removed.get(0));
    // Every second step until the tenth; 180 weights.
    for (int step = 2; step <= 10; step += 2) {
      assertEquals(GradualPruning.share(0.9, step / 10.0), removed.get(step - 1), 0.5 / 180 + 1e-9);
    }
    assertEquals(0.9, removed.get(9), 1e-9);
    assertEquals(removed.get(9), removed.get(11));
  }

  @Test
  void whatCannotBeIsRefused() {
    PruningJob units = new PruningJob(PruningCriterion.SNR, new PruningJob.Units(0.5));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> FineTuning.requireGradual(units))
            .getMessage()
            .contains("leave --gradual away"));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> new FineTuning(1, 2, OptionalDouble.empty(), OptionalDouble.empty()))
            .getMessage()
            .contains("during 2 epochs of 1"));
    assertEquals("snr-units-0.5", units.name());
    assertEquals(
        "l1-0.9-per-layer",
        new PruningJob(
                PruningCriterion.L1,
                new PruningJob.Weights(PruningTarget.fraction(0.9, PruningTarget.Scope.PER_LAYER)))
            .name());
    assertEquals(
        "kl-threshold-2.0",
        new PruningJob(PruningCriterion.KL, new PruningJob.Weights(PruningTarget.threshold(2)))
            .name());
  }
}
