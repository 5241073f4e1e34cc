package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.graph.NoiseSource;
import org.bcnn.it.tck.reference.ReferenceBackend;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.models.pruning.KeptUnits;
import org.bcnn.models.pruning.Pruning;
import org.bcnn.models.pruning.PruningCriterion;
import org.bcnn.models.pruning.PruningTarget;
import org.bcnn.models.pruning.UnitPruning;
import org.bcnn.optimizer.Adam;
import org.bcnn.optimizer.AdamW;
import org.bcnn.optimizer.Optimizer;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.LearnedGaussianPrior;
import org.bcnn.prior.ScaleMixturePrior;
import org.bcnn.schedule.LearningRateScheduleProvider;
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.ClassifierTrainer;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.data.DrawnDataSource;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tensor.HostTensor;
import org.bcnn.uncertainty.Logits;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pruned networks on every backend. */
final class PrunedNetworkTest {
  private static final LabelledImages DIGITS =
      DrawnDataSource.digits().withCount(Split.TRAIN, 48).draw(Split.TRAIN);

  @TempDir private Path folder;

  private static Backend open(String name) {
    return name.equals("reference")
        ? new ReferenceBackend()
        : Backends.find().choose(name).open(new BackendOptions(1));
  }

  private static Checkpoint network(String model, WeightsDescription weights) {
    ClassifierDescription network =
        new ClassifierDescription(model, 1, 28, 28, 10, Activation.SOFTPLUS);
    Map<String, HostTensor> values = new LinkedHashMap<>();
    NetworkVariables.of(Classifiers.build(network, weights).network())
        .initialValues(3)
        .forEach((variable, value) -> values.put(variable.name(), value));
    return new Checkpoint(network, weights, Map.of(), 1, Map.of(), values);
  }

  /** Deviations of 0.13, so that noise matters. */
  private static WeightsDescription weights() {
    return WeightsDescription.variational(
        new MeanFieldGaussian(1, -2, 0.5), new LearnedGaussianPrior(0.3));
  }

  private static PruningTarget share(double share) {
    return PruningTarget.fraction(share, PruningTarget.Scope.GLOBAL);
  }

  private static Map<String, HostTensor> trained(
      Backend backend, Checkpoint checkpoint, Optimizer optimizer, Estimator estimator) {
    try (ClassifierSession session =
        ClassifierSession.restore(
            backend, checkpoint.classifier(), NoiseSource.PORTABLE, checkpoint.values())) {
      new ClassifierTrainer(
              session,
              new ObjectiveSettings(estimator, 1, 1),
              new OptimisationSettings(
                  2,
                  16,
                  optimizer,
                  0.01,
                  LearningRateScheduleProvider.registry().create("constant")),
              1)
          .train(DIGITS, Optional.empty(), TrainingListener.NONE, () -> false);
      return session.values();
    }
  }

  /** Six steps of training leave removed weights where they are, to the last bit. */
  @ParameterizedTest
  @CsvSource({
    "tf,LOCAL_REPARAMETERISATION,false",
    "djl,LOCAL_REPARAMETERISATION,false",
    "tf,WEIGHT_SAMPLING,true",
    "djl,FLIPOUT,true"
  })
  void removedWeightsStayZeroInTrainingAndWhenReadAgain(
      String name, Estimator estimator, boolean decay) {
    WeightsDescription weights =
        decay
            ? WeightsDescription.variational(
                new MeanFieldGaussian(1, -2, 0.5), new ScaleMixturePrior(0.25, 1, 0.1))
            : weights();
    Checkpoint pruned = Pruning.prune(network("lenet5", weights), PruningCriterion.SNR, share(0.9));
    Optimizer optimizer = decay ? new AdamW(Adam.DEFAULT, 0.1) : Adam.DEFAULT;
    Map<String, HostTensor> values;
    try (Backend backend = open(name)) {
      values = trained(backend, pruned, optimizer, estimator);
    }
    Path file = folder.resolve("pruned.safetensors");
    Checkpoints.write(
        file,
        new Checkpoint(pruned.architecture(), pruned.weights(), Map.of(), 1, Map.of(), values));
    Checkpoint read = Checkpoints.read(file);
    for (var weight : Pruning.weights(read.network().variables(), read.values())) {
      HostTensor before = pruned.values().get(weight.path() + "/mu");
      boolean moved = false;
      for (int i = 0; i < weight.size(); i++) {
        if (!weight.isKept(i)) {
          assertEquals(0, weight.mean(i), weight.path());
          assertEquals(0, (float) weight.deviation(i), weight.path());
        } else {
          moved |= weight.mean(i) != before.data()[i];
        }
      }
      assertTrue(moved, weight.path());
      assertEquals(
          pruned.values().get(weight.path() + "/mask"), read.values().get(weight.path() + "/mask"));
    }
    assertEquals(0.9, Pruning.count(read).removed(), 1e-4);
  }

  private static Logits predict(
      Backend backend, Checkpoint checkpoint, Estimator estimator, int images) {
    try (ClassifierSession session =
        ClassifierSession.restore(
            backend, checkpoint.classifier(), NoiseSource.PORTABLE, checkpoint.values())) {
      return new EvaluationPlan(estimator, 2, 1).predict(session, DIGITS.limit(images), done -> {});
    }
  }

  private static double[] values(Logits logits) {
    double[] values = new double[logits.draws() * logits.examples() * logits.classes()];
    int at = 0;
    for (int draw = 0; draw < logits.draws(); draw++) {
      for (int example = 0; example < logits.examples(); example++) {
        for (int label = 0; label < logits.classes(); label++) {
          values[at++] = logits.value(draw, example, label);
        }
      }
    }
    return values;
  }

  /** Logits are of the order of 1; engines sum in different orders. */
  @ParameterizedTest
  @EnumSource(Estimator.class)
  void bothBackendsPredictAlike(Estimator estimator) {
    Checkpoint pruned =
        Pruning.prune(network("lenet5", weights()), PruningCriterion.SNR, share(0.7));
    double[][] logits = new double[2][];
    int at = 0;
    for (String name : List.of("tf", "djl")) {
      try (Backend backend = open(name)) {
        logits[at++] = values(predict(backend, pruned, estimator, 20));
      }
    }
    assertArrayEquals(logits[0], logits[1], 2e-5);
  }

  /** Masked and smaller networks differ in the order of sums alone, at the mean. */
  @ParameterizedTest
  @CsvSource({
    "reference,lenet5,3",
    "tf,lenet5,20",
    "djl,lenet5,20",
    "tf,alexnet-half,4",
    "djl,alexnet-half,4",
    "tf,'mlp:units=40,layers=2',20"
  })
  void aSmallerNetworkHasTheOutputsOfTheMaskedOne(String name, String model, int images) {
    Checkpoint whole = network(model, weights());
    KeptUnits kept = UnitPruning.best(whole, PruningCriterion.SNR, 0.5);
    Checkpoint small = UnitPruning.shrink(whole, kept);
    try (Backend backend = open(name)) {
      double[] masked =
          values(predict(backend, UnitPruning.mask(whole, kept), Estimator.MEAN, images));
      assertArrayEquals(masked, values(predict(backend, small, Estimator.MEAN, images)), 1e-5);
      assertNotEquals(masked[0], values(predict(backend, whole, Estimator.MEAN, images))[0], 1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void aSmallerNetworkIsTrainedLikeAnyOther(String name) {
    Checkpoint whole = network("lenet5", weights());
    Checkpoint small = UnitPruning.shrink(whole, UnitPruning.best(whole, PruningCriterion.KL, 0.5));
    Path file = folder.resolve("small.safetensors");
    Checkpoints.write(file, small);
    Checkpoint read = Checkpoints.read(file);
    assertEquals(small, read);
    try (Backend backend = open(name)) {
      Map<String, HostTensor> values =
          trained(backend, read, Adam.DEFAULT, Estimator.LOCAL_REPARAMETERISATION);
      assertNotEquals(values.get("conv1/weight/mu"), read.values().get("conv1/weight/mu"));
    }
  }
}
