package org.bcnn.tasks.report;

import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.TrainingListener;

/**
 * Writes {@code steps.csv}, a row a step with the digits that identify each float, and {@code
 * history.csv}, a row an epoch. Both are complete on disk up to the last epoch at any time. Not
 * thread-safe.
 */
public final class TrainingTables implements TrainingListener, AutoCloseable {
  private final CsvTable steps;
  private final CsvTable history;

  /**
   * Starts both tables.
   *
   * @param folder where they go
   * @throws OutputException if they cannot be written
   */
  public TrainingTables(RunFolder folder) {
    steps = new CsvTable(folder.file("steps.csv"), "step", "epoch", "loss", "nll", "kl");
    history =
        new CsvTable(
            folder.file("history.csv"),
            "epoch",
            "loss",
            "nll",
            "kl",
            "trainAccuracy",
            "validationAccuracy",
            "validationNll",
            "seconds");
  }

  @Override
  public void onStep(StepRecord step) {
    steps.row(step.step(), step.epoch(), step.loss(), step.nll(), step.kl());
  }

  @Override
  public void onEpoch(EpochRecord epoch) {
    history.row(
        epoch.epoch(),
        epoch.loss(),
        epoch.nll(),
        epoch.kl(),
        epoch.trainAccuracy(),
        epoch.validationAccuracy(),
        epoch.validationNll(),
        epoch.seconds());
    steps.flush();
    history.flush();
  }

  @Override
  public void close() {
    try (steps) {
      history.close();
    }
  }
}
