package org.bcnn.tasks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LearningCurvePointTest {
  /** Accuracies 0.9 and 0.7: mean 0.8, s = √0.02, standard error √0.02 / √2 = 0.1. */
  @Test
  void averagesOverSeeds() {
    LearningCurvePoint point = CurveByHand.point(0.1, 90, 30, 0.9, 0.7);
    assertEquals(0.8, point.scores().get("accuracy").mean(), 1e-15);
    assertEquals(0.1, point.scores().get("accuracy").standardError(), 1e-15);
    assertEquals(1.0 / 90, point.scores().get("epistemic").mean(), 1e-15);
    assertEquals(0, point.scores().get("aleatoric").standardError());
    assertTrue(Double.isNaN(point.scores().get("trainSeconds").mean()));
    assertEquals(90, point.trainExamples());
    assertEquals(10, point.validationExamples());
    assertEquals(30, point.draws());
  }

  @Test
  void refusesWhatIsNoPoint() {
    List<ShareScores> runs = CurveByHand.point(1, 90, 1, 0.5).runs();
    List<ShareScores> others = CurveByHand.point(1, 45, 1, 0.5).runs();
    assertThrows(IllegalArgumentException.class, () -> new LearningCurvePoint(0, runs));
    assertThrows(IllegalArgumentException.class, () -> new LearningCurvePoint(1.5, runs));
    assertThrows(IllegalArgumentException.class, () -> new LearningCurvePoint(1, List.of()));
    List<ShareScores> mixed = List.of(runs.get(0), others.get(0));
    assertThrows(IllegalArgumentException.class, () -> new LearningCurvePoint(1, mixed));
  }
}
