package org.bcnn.tasks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.LayerRecord;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingState;

/**
 * Writes {@code steps.csv}, a row a step with the digits that identify each float, {@code
 * history.csv}, a row an epoch, and {@code layers.csv}, a row an epoch and tensor of weights. All
 * are complete on disk up to the last epoch at any time. Not thread-safe.
 */
public final class TrainingTables implements TrainingListener, AutoCloseable {
  /** The name of the table of the epochs. */
  static final String HISTORY = "history.csv";

  /** The column of that table with the time of each. */
  static final String SECONDS = "seconds";

  private final CsvTable steps;
  private final CsvTable history;
  private final CsvTable layers;
  private final double earlierSeconds;

  /**
   * Starts the tables.
   *
   * @param folder where they go
   * @param scoreNames the names of an epoch's scores, in the order of the columns
   * @throws OutputException if they cannot be written
   */
  public TrainingTables(RunFolder folder, List<String> scoreNames) {
    this(folder, scoreNames, TrainingState.START);
  }

  /**
   * Starts the tables, or goes on with those of a run that is taken up again: rows that are from
   * later than its state are cut off. Rows of steps and layers that are missing stay so; rows of
   * epochs are written again, with a time of NaN.
   *
   * @param folder where they go
   * @param scoreNames the names of an epoch's scores, in the order of the columns
   * @param from how far the run is
   * @throws OutputException if they cannot be read or written
   */
  public TrainingTables(RunFolder folder, List<String> scoreNames, TrainingState from) {
    steps =
        new CsvTable(folder.file("steps.csv"), from.step(), "step", "epoch", "loss", "nll", "kl");
    history = new CsvTable(folder.file(HISTORY), from.history().size(), historyColumns(scoreNames));
    layers =
        new CsvTable(
            folder.file("layers.csv"),
            from.history().size(),
            "epoch",
            "parameter",
            "values",
            "kl",
            "sigma",
            "magnitude",
            "gradientNorm");
    if (from.history().isEmpty()) {
      earlierSeconds = 0;
    } else if (history.last() == from.history().size()) {
      earlierSeconds = EpochTimes.sum(folder.file(HISTORY));
    } else {
      earlierSeconds = Double.NaN;
    }
    from.history().stream().skip(history.last()).forEach(this::row);
  }

  private static String[] historyColumns(List<String> scoreNames) {
    List<String> columns = new ArrayList<>(List.of("epoch", "loss", "nll", "kl"));
    columns.addAll(scoreNames);
    columns.add(SECONDS);
    return columns.toArray(String[]::new);
  }

  @Override
  public void onStep(StepRecord step) {
    steps.row(step.step(), step.epoch(), step.loss(), step.nll(), step.kl());
  }

  @Override
  public void onLayers(List<LayerRecord> records) {
    for (LayerRecord layer : records) {
      layers.row(
          layer.epoch(),
          layer.parameter(),
          layer.values(),
          orEmpty(layer.kl()),
          orEmpty(layer.sigma()),
          layer.magnitude(),
          layer.gradientNorm());
    }
  }

  private static Object orEmpty(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : "";
  }

  @Override
  public void onEpoch(EpochRecord epoch) {
    row(epoch);
    steps.flush();
    layers.flush();
    history.flush();
  }

  /**
   * Returns how long the epochs took that were complete when the tables were taken up again.
   *
   * @return seconds of training steps, 0 for a new run; NaN if the table does not say
   */
  public double earlierSeconds() {
    return earlierSeconds;
  }

  private void row(EpochRecord epoch) {
    List<Object> row =
        new ArrayList<>(List.of(epoch.epoch(), epoch.loss(), epoch.nll(), epoch.kl()));
    row.addAll(epoch.scores().values());
    row.add(epoch.seconds());
    history.row(row.toArray());
  }

  @Override
  public void close() {
    try (steps;
        layers) {
      history.close();
    }
  }
}
