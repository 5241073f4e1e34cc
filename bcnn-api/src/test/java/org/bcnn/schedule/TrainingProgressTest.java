package org.bcnn.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {
  @Test
  void countsStepsAndEpochs() {
    TrainingProgress progress = new TrainingProgress(13, 4, 8, List.of());
    assertEquals(1, progress.stepOfEpoch());
    assertEquals(3.25, progress.epochsDone());
    assertEquals(13.0 / 32, progress.fractionDone());
  }

  @Test
  void longRunsDoNotOverflow() {
    TrainingProgress progress = new TrainingProgress(3_000_000_000L, 2_000_000, 3000, List.of());
    assertEquals(0.5, progress.fractionDone());
    assertEquals(0, progress.stepOfEpoch());
  }

  @Test
  void keepsACopyOfTheScores() {
    List<Double> scores = new ArrayList<>(List.of(1.0));
    TrainingProgress progress = new TrainingProgress(0, 1, 1, scores);
    scores.add(2.0);
    assertEquals(List.of(1.0), progress.validation());
  }

  @Test
  void refusesCountsThatMakeNoSense() {
    List<Double> none = List.of();
    assertThrows(IllegalArgumentException.class, () -> new TrainingProgress(-1, 1, 1, none));
    assertThrows(IllegalArgumentException.class, () -> new TrainingProgress(0, 0, 1, none));
    assertThrows(IllegalArgumentException.class, () -> new TrainingProgress(0, 1, 0, none));
  }
}
