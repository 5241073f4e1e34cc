package org.bcnn.tasks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.classification.ValidationScores;
import org.bcnn.tasks.training.EpochAverages;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.TrainingState;
import org.junit.jupiter.api.Test;

/** What is printed where nobody watches a terminal, as in a test. */
class TrainingProgressTest {
  private final StringWriter err = new StringWriter();

  private String line(Map<String, Double> validation) {
    TrainingState start = new TrainingState(0, List.of(), EpochAverages.Sums.NONE);
    try (TrainingProgress progress =
        new TrainingProgress(new PrintWriter(err), start, TrainingRun.WORDS)) {
      progress.onStart(3, 100);
      Map<String, Double> scores = new LinkedHashMap<>(validation);
      scores.put(ValidationScores.TRAIN_ACCURACY, 0.75);
      progress.onEpoch(new EpochRecord(2, 0.51234, 0.25, 1234.4, scores, 1.25));
    }
    return err.toString();
  }

  @Test
  void anEpochIsALine() {
    assertEquals(
        String.format(
            "epoch 2/3  loss 0.5123  NLL 0.2500  KL 1234 nats  train 75.00 %%"
                + "  validation 87.50 %%  1.3 s%n"),
        line(new ValidationScores(0.875, 0.3, 0.01, 0.2, 0.6, 0.02).byName()));
  }

  @Test
  void nothingIsSaidOfAValidationPartThatIsNotThere() {
    assertEquals(
        String.format("epoch 2/3  loss 0.5123  NLL 0.2500  KL 1234 nats  train 75.00 %%  1.3 s%n"),
        line(Map.of()));
  }

  @Test
  void theSearchForADivergenceIsAnnounced() {
    TrainingState start = new TrainingState(0, List.of(), EpochAverages.Sums.NONE);
    try (TrainingProgress progress =
        new TrainingProgress(new PrintWriter(err), start, TrainingRun.WORDS)) {
      progress.onStart(3, 100);
      progress.onDivergence(17, 4);
    }
    assertEquals(
        String.format("step 17 is not finite; looking for where, which takes 4 steps again%n"),
        err.toString());
  }
}
