package org.bcnn.tasks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LearningCurvePlanTest {
  private static LearningCurvePlan plan(Double... shares) {
    return new LearningCurvePlan(List.of(shares), 1, false, null, 0, null);
  }

  /**
   * By hand, with batches of 128: 54,000 images are 422 steps an epoch, 540 are 5; ten epochs of
   * the ones are 4,220 steps, 844 epochs of the others.
   */
  @Test
  void fewerStepsAnEpochAreMoreEpochs() {
    assertEquals(844, LearningCurvePlan.epochs(10, 422, 5));
    assertEquals(10, LearningCurvePlan.epochs(10, 422, 422));
    assertEquals(7, LearningCurvePlan.epochs(1, 20, 3), "6.67 is rounded");
    assertEquals(1, LearningCurvePlan.epochs(1, 2, 5), "never none");
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> LearningCurvePlan.epochs(1 << 30, 10, 1));
    assertTrue(thrown.getMessage().contains("--epochs"));
  }

  @Test
  void sharesRiseAndAreNamedWithoutNeedlessDigits() {
    assertEquals(List.of(0.01, 0.1, 1.0), plan(1.0, 0.01, 0.1, 0.1).shares());
    assertEquals("share-0.01", LearningCurvePlan.name(0.01));
    assertEquals("share-1", LearningCurvePlan.name(1.0));
    assertEquals("share-0.00001", LearningCurvePlan.name(1e-5));
    assertThrows(IllegalArgumentException.class, () -> plan(0.0));
    assertThrows(IllegalArgumentException.class, () -> plan(1.01));
    assertThrows(IllegalArgumentException.class, () -> plan(Double.NaN));
  }

  @Test
  void sharesAreDifferentNumbersOfImages() {
    LearningCurvePlan plan = plan(0.001, 0.1, 0.101, 1.0);
    assertEquals(1, plan.images(0.001, 1000));
    assertEquals(101, plan.images(0.101, 1000));
    assertEquals(1000, plan.images(1.0, 1000));
    IllegalArgumentException none =
        assertThrows(IllegalArgumentException.class, () -> plan.images(0.001, 400));
    assertTrue(none.getMessage().contains("0.001 of --fractions is none"), none.getMessage());
    IllegalArgumentException twice =
        assertThrows(IllegalArgumentException.class, () -> plan.images(0.101, 100));
    assertTrue(twice.getMessage().contains("0.1 and 0.101"), twice.getMessage());
  }
}
