package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.models.NoiseModel;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.optimizer.OptimizerProvider;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.schedule.KlScheduleProvider;
import org.bcnn.schedule.LearningRateScheduleProvider;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuperResolutionPlanTest {
  private static final DataContext CONTEXT = DataContext.of(Map.of(), Path.of("nowhere"));
  private static final WeightsDescription BAYESIAN =
      WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.25));

  @TempDir private Path temporary;

  private static SuperResolutionPlan plan(OptionalInt patience, boolean withTwin) {
    return new SuperResolutionPlan(
        new SuperResolutionDescription(
            "espcn:skip=nearest", 4, 1, Activation.TANH, 0.125, NoiseModel.PREDICTED),
        BAYESIAN,
        new ObjectiveSettings(
            Estimator.FLIPOUT,
            3,
            KlMode.MONTE_CARLO,
            0.75,
            KlScheduleProvider.registry().create("linear:epochs=2")),
        new OptimisationSettings(
            7,
            5,
            OptimizerProvider.registry().create("sgd:momentum=0.5"),
            0.0625,
            LearningRateScheduleProvider.registry().create("step:every=3"),
            patience),
        6,
        40,
        withTwin,
        11);
  }

  private static SuperResolutionData data(int limit, int validation, long seed) {
    return SuperResolutionData.load(
        DrawnPictures.drawn(), CONTEXT, OptionalInt.of(limit), validation, seed);
  }

  private static Checkpoint checkpoint(SuperResolutionPlan plan, Map<String, String> settings) {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    plan.build()
        .variables()
        .initialValues(1)
        .forEach((variable, value) -> values.put(variable.name(), value));
    return new Checkpoint(plan.network(), plan.weights(), settings, plan.seed(), Map.of(), values);
  }

  @Test
  void comesBackFromACheckpointWithItsPictures() {
    SuperResolutionPlan plan = plan(OptionalInt.of(4), true);
    SuperResolutionData data = data(6, 2, 5);
    PatchSource patches = plan.patches(data.train());
    Path file = temporary.resolve("checkpoint.safetensors");
    Checkpoints.write(file, checkpoint(plan, plan.settings(data, patches)));
    Checkpoint read = Checkpoints.read(file);
    assertEquals(plan.settings(), SuperResolutionPlan.of(read).settings());
    assertEquals(plan.network(), SuperResolutionPlan.of(read).network());
    assertEquals(plan.seed(), SuperResolutionPlan.of(read).seed());
    SuperResolutionData again = SuperResolutionPlan.data(read, DrawnPictures.drawn(), CONTEXT);
    assertEquals(names(data.train().pictures()), names(again.train().pictures()));
    assertEquals(names(data.validation()), names(again.validation()));
    SuperResolutionPlan.requireSame(read, "drawn", plan.patches(again.train()));
    PatchSource others = plan.patches(data(6, 2, 6).train());
    assertTrue(
        assertThrows(
                TrainingException.class,
                () -> SuperResolutionPlan.requireSame(read, "drawn", others))
            .getMessage()
            .contains("give it the same files"));
  }

  @Test
  void settingsAreInAFixedOrderAndAbsentWhereThereIsNothing() {
    SuperResolutionPlan plan = plan(OptionalInt.empty(), false);
    assertEquals(
        List.of(
            "patchSize",
            "patchesPerEpoch",
            "estimator",
            "draws",
            "klWeight",
            "klMode",
            "klSchedule",
            "optimizer",
            "learningRate",
            "schedule",
            "epochs",
            "batchSize",
            "withTwin"),
        List.copyOf(plan.settings().keySet()));
    Map<String, String> all = plan.settings(data(6, 2, 11), plan.patches(data(6, 2, 11).train()));
    assertEquals("2", all.get("validationPictures"));
    assertEquals("6", all.get("trainLimit"));
    assertEquals("4", all.get("trainPictures"));
    assertEquals(null, all.get("splitSeed"), "it is that of the run");
  }

  private static List<String> names(List<NamedPicture> pictures) {
    return pictures.stream().map(NamedPicture::name).toList();
  }

  @ParameterizedTest
  @CsvSource({"patchSize, patchSize", "klWeight, klWeight", "withTwin, withTwin"})
  void whatIsMissingIsNamed(String setting, String named) {
    SuperResolutionPlan plan = plan(OptionalInt.empty(), false);
    Map<String, String> settings = new LinkedHashMap<>(plan.settings());
    settings.remove(setting);
    Checkpoint checkpoint = checkpoint(plan, settings);
    String message =
        assertThrows(TrainingException.class, () -> SuperResolutionPlan.of(checkpoint))
            .getMessage();
    assertTrue(message.contains("with which " + named), message);
    assertTrue(message.contains("`bcnn superres train`"), message);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    SuperResolutionPlan plan = plan(OptionalInt.empty(), false);
    Map<String, String> settings = new LinkedHashMap<>(plan.settings());
    settings.put("patchSize", "0");
    Checkpoint checkpoint = checkpoint(plan, settings);
    assertThrows(TrainingException.class, () -> SuperResolutionPlan.of(checkpoint));
    WeightsDescription plain = WeightsDescription.deterministic(1);
    assertEquals(plain, plan.twin(plain).weights());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new SuperResolutionPlan(
                plan.network(), plain, plan.objective(), plan.optimisation(), 6, 40, true, 1));
    for (int validation : new int[] {-1, 6, 7}) {
      assertThrows(IllegalArgumentException.class, () -> data(6, validation, 1));
    }
    assertThrows(IllegalArgumentException.class, () -> data(0, 0, 1));
  }

  /** No picture is in two parts, and a smaller sample is within a larger one. */
  @Test
  void partsHaveNothingInCommon() {
    SuperResolutionData data = data(9, 3, 7);
    Set<String> all = new HashSet<>(names(data.train().pictures()));
    all.addAll(names(data.validation()));
    assertEquals(9, all.size());
    List<String> smaller = new ArrayList<>(names(data(5, 1, 7).train().pictures()));
    smaller.addAll(names(data(5, 1, 7).validation()));
    assertTrue(all.containsAll(smaller), all + " " + smaller);
    assertNotEquals(all, new HashSet<>(names(data(9, 0, 8).train().pictures())));
  }
}
