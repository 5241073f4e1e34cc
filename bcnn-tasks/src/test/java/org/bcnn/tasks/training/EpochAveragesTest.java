package org.bcnn.tasks.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EpochAveragesTest {
  private static final List<String> NAMES = List.of("right", "validationNll");

  /** Batches of 30 and 10: a mean over batches would be 3 and 2, not 2.5 and 1.5. */
  @Test
  void everyExampleCountsAlike() {
    EpochAverages averages = new EpochAverages(NAMES);
    averages.add(new StepRecord(1, 1, 30, 2, 1, 500, 1e-3), 15);
    averages.add(new StepRecord(2, 1, 10, 4, 3, 400, 1e-3), 1);
    EpochRecord epoch = averages.record(1, Map.of("validationNll", 0.25), 2.5);
    assertEquals(2.5, epoch.loss());
    assertEquals(1.5, epoch.nll());
    assertEquals(0.4, epoch.score("right"));
    assertEquals(400, epoch.kl(), "the KL of the last step");
    assertEquals(0.25, epoch.validationNll());
    assertEquals(List.copyOf(epoch.scores().keySet()), NAMES);
  }

  @Test
  void scoresThatAreNotThereAreNaN() {
    EpochAverages averages = new EpochAverages(NAMES);
    averages.add(new StepRecord(1, 1, 30, 2, 1, 500, 1e-3), 15);
    EpochRecord epoch = averages.record(1, Map.of(), 2.5);
    assertEquals(Double.NaN, epoch.validationNll());
    assertEquals(Double.NaN, epoch.score("unheard of"));
    assertEquals(
        new EpochRecord(1, 2, 1, 500, Map.of("right", 0.5, "validationNll", Double.NaN), 2.5),
        epoch);
  }
}
