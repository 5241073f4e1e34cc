package org.bcnn.tasks.report;

import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingState;

/**
 * Writes {@code steps.csv}, a row a step with the digits that identify each float, and {@code
 * history.csv}, a row an epoch. Both are complete on disk up to the last epoch at any time. Not
 * thread-safe.
 */
public final class TrainingTables implements TrainingListener, AutoCloseable {
  /** The name of the table of the epochs. */
  static final String HISTORY = "history.csv";

  private final CsvTable steps;
  private final CsvTable history;

  /**
   * Starts both tables.
   *
   * @param folder where they go
   * @throws OutputException if they cannot be written
   */
  public TrainingTables(RunFolder folder) {
    this(folder, TrainingState.START);
  }

  /**
   * Starts both tables, or goes on with those of a run that is taken up again: rows that are from
   * later than its state are cut off. Rows of steps that are missing stay so; rows of epochs are
   * written again, with a time of NaN.
   *
   * @param folder where they go
   * @param from how far the run is
   * @throws OutputException if they cannot be read or written
   */
  public TrainingTables(RunFolder folder, TrainingState from) {
    steps =
        new CsvTable(folder.file("steps.csv"), from.step(), "step", "epoch", "loss", "nll", "kl");
    history =
        new CsvTable(
            folder.file(HISTORY),
            from.history().size(),
            "epoch",
            "loss",
            "nll",
            "kl",
            "trainAccuracy",
            "validationAccuracy",
            "validationNll",
            "seconds");
    from.history().stream().skip(history.last()).forEach(this::row);
  }

  @Override
  public void onStep(StepRecord step) {
    steps.row(step.step(), step.epoch(), step.loss(), step.nll(), step.kl());
  }

  @Override
  public void onEpoch(EpochRecord epoch) {
    row(epoch);
    steps.flush();
    history.flush();
  }

  private void row(EpochRecord epoch) {
    history.row(
        epoch.epoch(),
        epoch.loss(),
        epoch.nll(),
        epoch.kl(),
        epoch.trainAccuracy(),
        epoch.validationAccuracy(),
        epoch.validationNll(),
        epoch.seconds());
  }

  @Override
  public void close() {
    try (steps) {
      history.close();
    }
  }
}
