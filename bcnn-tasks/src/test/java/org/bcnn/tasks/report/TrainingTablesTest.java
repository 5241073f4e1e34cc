package org.bcnn.tasks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.StepRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TrainingTablesTest {
  private static final EpochRecord EPOCH = new EpochRecord(1, 0.5, 0.25, 12, 0.75, 0.5, 0.3, 1.5);

  @TempDir private Path temporary;

  @Test
  void writesARowForEachStepAndEpoch() throws IOException {
    try (TrainingTables tables = new TrainingTables(RunFolder.open(temporary))) {
      tables.onStep(new StepRecord(1, 1, 8, 0.1f, 1e-10f, 1e10f));
      tables.onEpoch(EPOCH);
      assertEquals(
          List.of("step,epoch,loss,nll,kl", "1,1,0.1,1.0E-10,1.0E10"),
          Files.readAllLines(temporary.resolve("steps.csv")),
          "on disk as soon as the epoch is complete");
    }
    assertEquals(
        List.of(
            "epoch,loss,nll,kl,trainAccuracy,validationAccuracy,validationNll,seconds",
            "1,0.5,0.25,12.0,0.75,0.5,0.3,1.5"),
        Files.readAllLines(temporary.resolve("history.csv")));
  }

  @Test
  void keepsTheStepsOfAnEpochThatDidNotEnd() throws IOException {
    try (TrainingTables tables = new TrainingTables(RunFolder.open(temporary))) {
      tables.onStep(new StepRecord(1, 1, 8, 1, 1, 1));
    }
    assertEquals(2, Files.readAllLines(temporary.resolve("steps.csv")).size());
  }

  /** Linux has a file that is on a full disk. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsNamed() throws IOException {
    Files.createSymbolicLink(temporary.resolve("history.csv"), Path.of("/dev/full"));
    TrainingTables tables = new TrainingTables(RunFolder.open(temporary));
    String message = assertThrows(OutputException.class, () -> tables.onEpoch(EPOCH)).getMessage();
    assertTrue(message.contains("history.csv: No space left on device"), message);
    assertTrue(message.contains("free some space"), message);
  }
}
