package org.bcnn.tasks.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.models.WeightsDescription;
import org.bcnn.optimizer.Adam;
import org.bcnn.schedule.LearningRateScheduleProvider;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DrawnDataSource;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.junit.jupiter.api.Test;

class TrainingDataTest {
  private static final DrawnDataSource DIGITS =
      DrawnDataSource.digits().withCount(Split.TRAIN, 300).withCount(Split.TEST, 50);

  private static TrainingData load(OptionalInt limit, double validation, long seed) {
    return TrainingData.load(DIGITS, DataContext.fromEnvironment(), limit, validation, seed);
  }

  private static Set<String> contents(LabelledImages images) {
    Set<String> contents = new HashSet<>();
    for (int i = 0; i < images.count(); i++) {
      contents.add(images.subset(new int[] {i}).digest());
    }
    return contents;
  }

  @Test
  void noImageIsInTwoParts() {
    TrainingData data = load(OptionalInt.empty(), 0.2, 1);
    assertEquals(240, data.train().count());
    assertEquals(60, data.validationExamples());
    assertEquals(50, data.test().count());
    Set<String> all = contents(data.train());
    all.addAll(contents(data.validation().orElseThrow()));
    all.addAll(contents(data.test()));
    assertEquals(350, all.size());
  }

  @Test
  void theLimitCountsBeforeTheDivision() {
    TrainingData data = load(OptionalInt.of(100), 0.1, 1);
    assertEquals(90, data.train().count());
    assertEquals(10, data.validationExamples());
    assertEquals(50, data.test().count(), "the test part is never cut");
    assertThrows(IllegalArgumentException.class, () -> load(OptionalInt.of(0), 0.1, 1));
  }

  @Test
  void theSeedDecides() {
    assertEquals(
        load(OptionalInt.of(100), 0.1, 1).train().digest(),
        load(OptionalInt.of(100), 0.1, 1).train().digest());
    assertTrue(
        !load(OptionalInt.of(100), 0.1, 1)
            .train()
            .digest()
            .equals(load(OptionalInt.of(100), 0.1, 2).train().digest()));
  }

  @Test
  void withoutValidationEverythingIsTrainedOn() {
    TrainingData data = load(OptionalInt.empty(), 0, 1);
    assertEquals(300, data.train().count());
    assertTrue(data.validation().isEmpty());
  }

  @Test
  void thePlanNamesItsSettings() {
    TrainingPlan plan =
        new TrainingPlan(
            "lenet5",
            Activation.RELU,
            1,
            WeightsDescription.deterministic(1),
            new ObjectiveSettings(Estimator.WEIGHT_SAMPLING, 3, 0.5),
            new OptimisationSettings(
                4,
                64,
                Adam.DEFAULT,
                0.001,
                LearningRateScheduleProvider.registry().create("cosine")),
            new Augmentation(true, 4),
            9);
    TrainingData data = load(OptionalInt.empty(), 0.2, 9);
    var settings = plan.settings(data);
    assertEquals(
        List.of(
            "digits",
            data.train().digest(),
            "0,1,2,3,4,5,6,7,8,9",
            "0.2",
            "240",
            "60",
            "flip,crop=4",
            "weight_sampling",
            "3",
            "0.5",
            "automatic",
            "constant",
            Adam.DEFAULT.spec().toString(),
            "0.001",
            LearningRateScheduleProvider.registry().create("cosine").spec().toString(),
            "4",
            "64"),
        List.copyOf(settings.values()));
    assertEquals(44_426, plan.build(data.train()).weights());
  }
}
