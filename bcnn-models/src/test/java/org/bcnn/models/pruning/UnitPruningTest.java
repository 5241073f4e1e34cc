package org.bcnn.models.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.layer.Activation;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.LearnedGaussianPrior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Filters and units are ranked and cut out. Outputs are compared where there is a backend. */
class UnitPruningTest {
  private static final WeightsDescription WEIGHTS =
      WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new LearnedGaussianPrior(0.3));

  private static Checkpoint network(String model, int size) {
    ClassifierDescription network =
        new ClassifierDescription(model, 1, size, size, 3, Activation.SOFTPLUS);
    Map<String, HostTensor> values = new LinkedHashMap<>();
    NetworkVariables.of(Classifiers.build(network, WEIGHTS).network())
        .initialValues(3)
        .forEach((variable, value) -> values.put(variable.name(), value));
    return new Checkpoint(network, WEIGHTS, Map.of(), 1, Map.of(), values);
  }

  private static Checkpoint with(Checkpoint checkpoint, String name, float... data) {
    Map<String, HostTensor> values = new LinkedHashMap<>(checkpoint.values());
    values.put(name, HostTensor.of(values.get(name).shape(), data));
    return Pruning.withValues(checkpoint, values);
  }

  private static float[] data(Checkpoint checkpoint, String name) {
    return checkpoint.values().get(name).data();
  }

  /** One input pixel, three hidden units, three classes. */
  private static Checkpoint tiny() {
    Checkpoint tiny = network("mlp:units=3,layers=1", 1);
    tiny = with(tiny, "dense1/weight/mu", 1, 2, 3);
    tiny = with(tiny, "dense2/weight/mu", 9, 9, 9, 1, -1, 1, 2, -2, 2);
    return with(tiny, "dense1/bias/mu", 5, 6, 7);
  }

  @Test
  void halfOfLeNetKeepsHalfOfEveryHiddenLayer() {
    Checkpoint lenet = network("lenet5", 28);
    KeptUnits kept = UnitPruning.best(lenet, PruningCriterion.SNR, 0.5);
    assertEquals(List.of(3, 8, 60, 42), kept.widths());
    Checkpoint small = UnitPruning.shrink(lenet, kept);
    assertEquals("lenet5:widths=3/8/60/42", small.classifierDescription().model());
    assertEquals(Shape.of(8 * 16, 60), small.values().get("dense1/weight/mu").shape());
    assertEquals(
        lenet.values().get("dense1/weight/prior-log-scale"),
        small.values().get("dense1/weight/prior-log-scale"));
    assertEquals(small.network().variables().all().size(), small.values().size());
  }

  @Test
  void productsOfWhatLeadsToAndFromAUnitRankIt() {
    // By magnitude 1·9, 2·1 and 3·2.
    assertEquals(
        List.of(0, 2),
        UnitPruning.best(tiny(), PruningCriterion.L1, 1 / 3.0).layers().get("dense1"));
    // The deviations to unit 0 are a hundred times those of the others.
    float low = (float) Math.log(Math.expm1(0.01));
    float high = (float) Math.log(Math.expm1(1));
    Checkpoint noisy = with(tiny(), "dense1/weight/rho", high, low, low);
    noisy = with(noisy, "dense2/weight/rho", low, low, low, low, low, low, low, low, low);
    assertEquals(
        List.of(1, 2),
        UnitPruning.best(noisy, PruningCriterion.SNR, 1 / 3.0).layers().get("dense1"));
    // Under a prior of 0.3, as ½((σ² + μ²)/0.09 − 1) − ln(σ/0.3): 3.9, 3.0 and 53 nats.
    Checkpoint known = with(noisy, "dense1/weight/mu", 0.1f, 0.1f, 3);
    assertEquals(
        List.of(0, 2),
        UnitPruning.best(known, PruningCriterion.KL, 1 / 3.0).layers().get("dense1"));
  }

  @Test
  void weightsAndBiasesOfTheSameUnitsAreCutOut() {
    Checkpoint small = UnitPruning.shrink(tiny(), new KeptUnits(Map.of("dense1", List.of(0, 2))));
    assertArrayEquals(new float[] {1, 3}, data(small, "dense1/weight/mu"));
    assertArrayEquals(new float[] {5, 7}, data(small, "dense1/bias/mu"));
    assertArrayEquals(new float[] {9, 9, 9, 2, -2, 2}, data(small, "dense2/weight/mu"));
    assertEquals("mlp:units=3,layers=1,widths=2", small.classifierDescription().model());
  }

  @Test
  void theMaskedNetworkLacksTheSameWeights() {
    Checkpoint masked = UnitPruning.mask(tiny(), new KeptUnits(Map.of("dense1", List.of(0, 2))));
    assertArrayEquals(new float[] {1, 0, 1}, data(masked, "dense1/weight/mask"));
    assertArrayEquals(new float[] {1, 1, 1, 0, 0, 0, 1, 1, 1}, data(masked, "dense2/weight/mask"));
    // Cutting the masked network leaves a mask of ones.
    Checkpoint small = UnitPruning.shrink(masked, new KeptUnits(Map.of("dense1", List.of(0, 2))));
    assertArrayEquals(new float[] {1, 1}, data(small, "dense1/weight/mask"));
  }

  @Test
  void channelsLeadToTheirPixelsInADenseLayer() {
    Checkpoint lenet = network("lenet5", 28);
    Map<String, List<Integer>> layers = new LinkedHashMap<>();
    layers.put("conv1", List.of(0, 1, 2, 3, 4, 5));
    layers.put("conv2", List.of(3));
    layers.put("dense1", List.of(7));
    layers.put("dense2", List.of(0));
    Checkpoint small = UnitPruning.shrink(lenet, new KeptUnits(layers));
    float[] whole = data(lenet, "dense1/weight/mu");
    float[] cut = data(small, "dense1/weight/mu");
    assertEquals(16, cut.length);
    for (int pixel = 0; pixel < 16; pixel++) {
      assertEquals(whole[(3 * 16 + pixel) * 120 + 7], cut[pixel]);
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    refuses(
        "depend on each other's widths",
        () -> UnitPruning.best(network("resnet20", 8), PruningCriterion.SNR, 0.5));
    refuses("below 1, got 1.0", () -> UnitPruning.best(tiny(), PruningCriterion.SNR, 1));
    refuses(
        "no unit of dense1",
        () -> UnitPruning.shrink(tiny(), new KeptUnits(Map.of("dense1", List.of()))));
    refuses(
        "none with the number 3",
        () -> UnitPruning.shrink(tiny(), new KeptUnits(Map.of("dense1", List.of(3)))));
    refuses(
        "dense7", () -> UnitPruning.shrink(tiny(), new KeptUnits(Map.of("dense7", List.of(1)))));
    refuses("4 hidden layers", () -> network("lenet5:widths=3/8/60", 28));
    refuses("whole numbers", () -> network("lenet5:widths=3/8/60/x", 28));
  }

  private static void refuses(String message, org.junit.jupiter.api.function.Executable what) {
    String found = assertThrows(RuntimeException.class, what).getMessage();
    assertTrue(found.contains(message), found);
  }
}
