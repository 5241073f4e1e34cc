package org.bcnn.tasks.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EpochAveragesTest {
  /** Batches of 30 and 10: a mean over batches would be 3 and 2, not 2.5 and 1.5. */
  @Test
  void everyExampleCountsAlike() {
    EpochAverages averages = new EpochAverages();
    averages.add(new StepRecord(1, 1, 30, 2, 1, 500, 1e-3), 15);
    averages.add(new StepRecord(2, 1, 10, 4, 3, 400, 1e-3), 1);
    EpochRecord epoch = averages.record(1, ValidationScores.NONE, 2.5);
    assertEquals(2.5, epoch.loss());
    assertEquals(1.5, epoch.nll());
    assertEquals(0.4, epoch.trainAccuracy());
    assertEquals(400, epoch.kl(), "the KL of the last step");
    assertEquals(new EpochRecord(1, 2.5, 1.5, 400, 0.4, ValidationScores.NONE, 2.5), epoch);
  }
}
