package org.bcnn.tasks.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.optimizer.Adam;
import org.bcnn.schedule.LearningRateSchedule;
import org.bcnn.schedule.TrainingProgress;
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
    LearningRateSchedule half = progress -> 0.5;
    refuses("epochs", () -> optimisation(0, 1, 1, half));
    refuses("batch", () -> optimisation(1, 0, 1, half));
    refuses("learning rate", () -> optimisation(1, 1, 0, half));
    refuses("NaN", () -> optimisation(1, 1, Double.NaN, half));
    assertThrows(NullPointerException.class, () -> optimisation(1, 1, 1, null));
  }

  private static OptimisationSettings optimisation(
      int epochs, int batch, double rate, LearningRateSchedule schedule) {
    return new OptimisationSettings(epochs, batch, Adam.DEFAULT, rate, schedule);
  }

  /** Schedules give factors: of the rate, and of the weight that tempers. */
  @Test
  void schedulesMultiply() {
    TrainingProgress progress = new TrainingProgress(3, 2, 5, List.of(1.0));
    assertEquals(0.2, optimisation(5, 1, 0.4, p -> p.step() / 6.0).learningRateAt(progress), 1e-15);
    ObjectiveSettings objective =
        new ObjectiveSettings(Estimator.FLIPOUT, 1, KlMode.AUTOMATIC, 0.5, p -> p.epochsDone() / 3);
    assertEquals(0.25, objective.klWeightAt(progress), 1e-15);
    assertEquals(0.5, new ObjectiveSettings(Estimator.FLIPOUT, 1, 0.5).klWeightAt(progress));
  }
}
