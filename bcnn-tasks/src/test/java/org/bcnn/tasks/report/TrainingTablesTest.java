package org.bcnn.tasks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.classification.ValidationScores;
import org.bcnn.tasks.training.EpochAverages;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TrainingTablesTest {
  private static final EpochRecord EPOCH =
      new EpochRecord(
          1, 0.5, 0.25, 12, scores(new ValidationScores(0.5, 0.3, 0.01, 0.2, 0.6, 0.02)), 1.5);

  private static Map<String, Double> scores(ValidationScores validation) {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put(ValidationScores.TRAIN_ACCURACY, 0.75);
    scores.putAll(validation.byName());
    return scores;
  }

  @TempDir private Path temporary;

  @Test
  void writesARowForEachStepAndEpoch() throws IOException {
    try (TrainingTables tables =
        new TrainingTables(RunFolder.open(temporary), ValidationScores.NAMES)) {
      tables.onStep(new StepRecord(1, 1, 8, 0.1f, 1e-10f, 1e10f, 1e-3));
      tables.onEpoch(EPOCH);
      assertEquals(
          List.of("step,epoch,loss,nll,kl", "1,1,0.1,1.0E-10,1.0E10"),
          Files.readAllLines(temporary.resolve("steps.csv")),
          "on disk as soon as the epoch is complete");
    }
    assertEquals(
        List.of(
            "epoch,loss,nll,kl,trainAccuracy,validationAccuracy,validationNll,"
                + "validationEpistemic,validationAleatoric,validationEntropy,"
                + "validationMutualInformation,seconds",
            "1,0.5,0.25,12.0,0.75,0.5,0.3,0.01,0.2,0.6,0.02,1.5"),
        Files.readAllLines(temporary.resolve("history.csv")));
  }

  @Test
  void keepsTheStepsOfAnEpochThatDidNotEnd() throws IOException {
    try (TrainingTables tables =
        new TrainingTables(RunFolder.open(temporary), ValidationScores.NAMES)) {
      tables.onStep(new StepRecord(1, 1, 8, 1, 1, 1, 1e-3));
    }
    assertEquals(2, Files.readAllLines(temporary.resolve("steps.csv")).size());
  }

  @Test
  void goesOnWhereARunWasLeft() throws IOException {
    TrainingState one = new TrainingState(1, List.of(EPOCH), EpochAverages.Sums.NONE);
    try (TrainingTables tables =
        new TrainingTables(RunFolder.open(temporary), ValidationScores.NAMES)) {
      tables.onStep(new StepRecord(1, 1, 8, 1, 1, 1, 1e-3));
      tables.onEpoch(EPOCH);
      tables.onStep(new StepRecord(2, 2, 8, 2, 2, 2, 1e-3));
    }
    Path steps = temporary.resolve("steps.csv");
    // What a process that was killed leaves: rows past the checkpoint, the last one cut off.
    Files.writeString(steps, "3,2,5.5", StandardOpenOption.APPEND);
    try (TrainingTables tables =
        new TrainingTables(RunFolder.open(temporary), ValidationScores.NAMES, one)) {
      tables.onStep(new StepRecord(2, 2, 8, 4, 4, 4, 1e-3));
    }
    assertEquals(
        List.of("step,epoch,loss,nll,kl", "1,1,1.0,1.0,1.0", "2,2,4.0,4.0,4.0"),
        Files.readAllLines(steps));
    List<String> history = Files.readAllLines(temporary.resolve("history.csv"));
    assertEquals(
        List.of("1,0.5,0.25,12.0,0.75,0.5,0.3,0.01,0.2,0.6,0.02,1.5"), history.subList(1, 2));
    assertEquals(2, history.size());
  }

  @Test
  void writesEpochsAgainThatAreNotThere() throws IOException {
    TrainingState one = new TrainingState(1, List.of(EPOCH), EpochAverages.Sums.NONE);
    new TrainingTables(RunFolder.open(temporary), ValidationScores.NAMES, one).close();
    assertEquals(
        "1,0.5,0.25,12.0,0.75,0.5,0.3,0.01,0.2,0.6,0.02,NaN",
        Files.readAllLines(temporary.resolve("history.csv")).get(1));
  }

  /** Linux has a file that is on a full disk. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsNamed() throws IOException {
    Files.createSymbolicLink(temporary.resolve("history.csv"), Path.of("/dev/full"));
    TrainingTables tables = new TrainingTables(RunFolder.open(temporary), ValidationScores.NAMES);
    String message = assertThrows(OutputException.class, () -> tables.onEpoch(EPOCH)).getMessage();
    assertTrue(message.contains("history.csv: No space left on device"), message);
    assertTrue(message.contains("free some space"), message);
  }
}
