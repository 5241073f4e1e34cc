package org.bcnn.tasks.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
  @Test
  void constantStays() {
    assertEquals(0.3, LearningRateSchedule.CONSTANT.at(0.3, 0, 7));
    assertEquals(0.3, LearningRateSchedule.CONSTANT.at(0.3, 6, 7));
  }

  @Test
  void cosineGoesFromTheWholeRateToZero() {
    LearningRateSchedule cosine = LearningRateSchedule.COSINE;
    assertEquals(0.2, cosine.at(0.2, 0, 12), 1e-15);
    assertEquals(0.2 * (1 + Math.sqrt(3) / 2) / 2, cosine.at(0.2, 2, 12), 1e-15);
    assertEquals(0.15, cosine.at(0.2, 4, 12), 1e-15, "cos 60° is one half");
    assertEquals(0.1, cosine.at(0.2, 6, 12), 1e-15);
    assertTrue(cosine.at(0.2, 11, 12) > 0, "the last step still moves");
  }
}
