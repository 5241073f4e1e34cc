package org.bcnn.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bcnn.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRateScheduleTest {
  private static TrainingProgress at(long step, int stepsPerEpoch, int epochs) {
    return new TrainingProgress(step, stepsPerEpoch, epochs, List.of());
  }

  private static TrainingProgress after(Double... validation) {
    return new TrainingProgress(10L * validation.length, 10, 50, List.of(validation));
  }

  private static LearningRateSchedule named(String spec) {
    return LearningRateScheduleProvider.registry().create(spec);
  }

  @Test
  void constantStaysOne() {
    assertEquals(1, named("constant").factor(at(0, 10, 10)));
    assertEquals(1, named("constant").factor(at(99, 10, 10)));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "29, 1", "30, 0.5", "59, 0.5", "60, 0.25", "95, 0.125"})
  void stepFallsEveryFewEpochs(long step, double factor) {
    assertEquals(factor, named("step:every=3,factor=0.5").factor(at(step, 10, 10)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "25, 0, 0.85355339059327378",
    "50, 0, 0.5",
    "100, 0, 0",
    "0, 0.1, 1",
    "50, 0.1, 0.55",
    "100, 0.1, 0.1"
  })
  void cosineFallsToItsFinalPart(long step, double last, double factor) {
    assertEquals(factor, named("cosine:final=" + last).factor(at(step, 10, 10)), 1e-15);
  }

  /** Bit for bit {@code (1 + cos(π t / T)) / 2}, with {@code t / T} divided once. */
  @Test
  void cosineDividesStepsBySteps() {
    LearningRateSchedule cosine = named("cosine");
    int perEpoch = 469;
    int epochs = 7;
    for (long step = 0; step < (long) perEpoch * epochs; step++) {
      double progress = (double) step / (perEpoch * epochs);
      double expected = (1 + StrictMath.cos(StrictMath.PI * progress)) / 2;
      assertEquals(expected, cosine.factor(at(step, perEpoch, epochs)), 0.0);
    }
  }

  /** Worked out by hand: two epochs may be no better, the third makes the rate fall. */
  @Test
  void plateauFallsAfterItsPatience() {
    LearningRateSchedule plateau = named("plateau:patience=2,factor=0.5,threshold=0.1,min=0.2");
    assertEquals(1, plateau.factor(after()));
    assertEquals(1, plateau.factor(after(5.0)));
    assertEquals(1, plateau.factor(after(5.0, 5.0, 5.0)));
    assertEquals(0.5, plateau.factor(after(5.0, 5.0, 5.0, 5.0)));
    assertEquals(0.5, plateau.factor(after(5.0, 5.0, 5.0, 5.0, 5.0, 5.0)));
    assertEquals(0.25, plateau.factor(after(5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0)));
    Double[] stuck = new Double[40];
    Arrays.fill(stuck, 5.0);
    assertEquals(0.2, plateau.factor(after(stuck)));
  }

  /**
   * A gain under the threshold is none; one over it starts the count again; signs do not matter.
   */
  @Test
  void plateauCountsFromTheBest() {
    LearningRateSchedule plateau = named("plateau:patience=1,factor=0.5,threshold=0.1,min=0");
    assertEquals(0.5, plateau.factor(after(5.0, 4.95, 4.91)));
    assertEquals(1, plateau.factor(after(5.0, 4.95, 4.89)));
    assertEquals(1, plateau.factor(after(5.0, 6.0, 4.5, 4.6)));
    assertEquals(0.5, plateau.factor(after(5.0, 6.0, 4.5, 4.6, 4.45)));
    assertEquals(1, plateau.factor(after(-1.0, -1.2, -1.4, -1.6)));
    assertEquals(0.5, plateau.factor(after(-1.0, -1.05, -1.08)));
  }

  @Test
  void plateauNeedsValidation() {
    String message =
        assertThrows(IllegalStateException.class, () -> named("plateau").factor(after(Double.NaN)))
            .getMessage();
    assertTrue(message.contains("needs a validation score"), message);
  }

  /** (t + 1) / W before the other schedule, which then sees its own steps and scores. */
  @Test
  void warmUpStandsBeforeTheOther() {
    List<TrainingProgress> seen = new ArrayList<>();
    LearningRateSchedule warm =
        new WarmUp(
            2,
            progress -> {
              seen.add(progress);
              return 0.5;
            });
    List<Double> scores = List.of(3.0, 2.0, 1.0);
    assertEquals(0.5 * 0.1, warm.factor(new TrainingProgress(0, 5, 6, List.of())), 1e-15);
    assertEquals(0.5 * 0.7, warm.factor(new TrainingProgress(6, 5, 6, List.of(3.0))), 1e-15);
    assertEquals(0.5, warm.factor(new TrainingProgress(9, 5, 6, List.of(3.0))), 1e-15);
    assertEquals(0.5, warm.factor(new TrainingProgress(17, 5, 6, scores)));
    assertEquals(new TrainingProgress(0, 5, 4, List.of()), seen.get(1));
    assertEquals(new TrainingProgress(7, 5, 4, List.of(1.0)), seen.get(3));
  }

  @Test
  void warmUpIsASettingOfEveryOther() {
    LearningRateSchedule cosine = named("cosine:warmup=2");
    assertEquals(new WarmUp(2, new CosineDecay(0)), cosine);
    assertEquals(0.05, cosine.factor(at(0, 10, 6)), 1e-15);
    assertEquals(1, cosine.factor(at(20, 10, 6)));
    assertEquals(0.5, cosine.factor(at(40, 10, 6)), 1e-15);
    for (String name : LearningRateScheduleProvider.registry().names()) {
      LearningRateSchedule schedule = named(name + ":warmup=1");
      assertEquals(0.1, schedule.factor(at(0, 10, 6)), 1e-15, name);
    }
  }

  /** A run no longer than its warm-up is all warm-up. */
  @Test
  void warmUpMayBeTheWholeRun() {
    assertEquals(1, named("cosine:warmup=3").factor(at(29, 10, 3)), 1e-15);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "step:every=0|a rate can fall every epoch at most, got every 0",
        "step:factor=0|the factor of the rate must be over 0 and at most 1, got 0.0",
        "cosine:final=1.1|the final part of the rate must be from 0 to 1, got 1.1",
        "cosine:warmup=-1|a warm-up needs an epoch, got -1",
        "plateau:patience=-1|patience and threshold must not be negative, got -1 and 1.0E-4",
        "plateau:factor=1|the factor of the rate must be over 0 and under 1, got 1.0",
        "plateau:min=2|the least part of the rate must be from 0 to 1, got 2.0"
      })
  void settingsThatMakeNoSenseAreRefused(String spec, String message) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> named(spec)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "constant",
        "constant:warmup=2",
        "step:every=3,factor=0.2",
        "cosine:final=0.05,warmup=1",
        "plateau:patience=1,factor=0.3,threshold=0.01,min=0.001,warmup=4"
      })
  void specificationMakesTheSameAgain(String text) {
    LearningRateSchedule schedule = named(text);
    Spec spec = schedule.spec();
    assertEquals(schedule, LearningRateScheduleProvider.registry().create(spec));
    assertEquals(schedule, named(spec.toString()));
  }

  @Test
  void allAreFoundByName() {
    assertEquals(
        List.of("constant", "cosine", "plateau", "step"),
        LearningRateScheduleProvider.registry().names());
  }
}
