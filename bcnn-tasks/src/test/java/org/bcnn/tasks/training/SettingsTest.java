package org.bcnn.tasks.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bcnn.layer.Estimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SettingsTest {
  private static void refuses(String value, Executable made) {
    String message = assertThrows(IllegalArgumentException.class, made).getMessage();
    assertTrue(message.contains(value), message);
  }

  @Test
  void objectiveIsChecked() {
    Estimator lrt = Estimator.LOCAL_REPARAMETERISATION;
    refuses("got 0", () -> new ObjectiveSettings(lrt, 0, 1));
    refuses("-0.5", () -> new ObjectiveSettings(lrt, 1, -0.5));
    refuses("NaN", () -> new ObjectiveSettings(lrt, 1, Double.NaN));
    refuses("Infinity", () -> new ObjectiveSettings(lrt, 1, Double.POSITIVE_INFINITY));
    assertDoesNotThrow(() -> new ObjectiveSettings(lrt, 1, 0));
  }

  @Test
  void optimisationIsChecked() {
    LearningRateSchedule cosine = LearningRateSchedule.COSINE;
    refuses("epochs", () -> new OptimisationSettings(0, 1, 1, cosine));
    refuses("batch", () -> new OptimisationSettings(1, 0, 1, cosine));
    refuses("learning rate", () -> new OptimisationSettings(1, 1, 0, cosine));
    refuses("NaN", () -> new OptimisationSettings(1, 1, Double.NaN, cosine));
    assertThrows(NullPointerException.class, () -> new OptimisationSettings(1, 1, 1, null));
  }
}
