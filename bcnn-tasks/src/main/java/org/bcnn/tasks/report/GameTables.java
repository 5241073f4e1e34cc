package org.bcnn.tasks.report;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.tasks.gan.GameEpoch;
import org.bcnn.tasks.gan.GameListener;
import org.bcnn.tasks.gan.GameRound;
import org.bcnn.tasks.gan.GameState;

/**
 * Writes {@code rounds.csv}, a row a round of a game, and {@code history.csv}, a row an epoch. Both
 * are complete on disk up to the last epoch at any time. Not thread-safe.
 */
public final class GameTables implements GameListener, AutoCloseable {
  private final CsvTable rounds;
  private final CsvTable history;
  private final double earlierSeconds;

  /**
   * Starts the tables, or goes on with those of a run that is taken up again: rows that are from
   * later than its state are cut off.
   *
   * @param folder where they go
   * @param from how far the run is
   * @throws OutputException if they cannot be read or written
   */
  public GameTables(RunFolder folder, GameState from) {
    int epochs = from.history().size();
    List<String> columns = new ArrayList<>(List.of("round", "epoch"));
    columns.addAll(GameRound.NAMES);
    rounds = new CsvTable(folder.file("rounds.csv"), from.round(), columns.toArray(String[]::new));
    columns = new ArrayList<>(List.of("epoch"));
    columns.addAll(GameEpoch.NAMES);
    columns.add(TrainingTables.SECONDS);
    history =
        new CsvTable(folder.file(TrainingTables.HISTORY), epochs, columns.toArray(String[]::new));
    if (history.last() == epochs) {
      earlierSeconds = epochs == 0 ? 0 : EpochTimes.sum(folder.file(TrainingTables.HISTORY));
    } else {
      earlierSeconds = Double.NaN;
    }
    from.history().stream().skip(history.last()).forEach(this::row);
  }

  @Override
  public void onRound(GameRound round) {
    List<Object> row = new ArrayList<>(List.of(round.round(), round.epoch()));
    // Losses are floats, and the digits that identify a float are enough.
    round.values().values().forEach(value -> row.add(value.floatValue()));
    rounds.row(row.toArray());
  }

  @Override
  public void onEpoch(GameEpoch epoch) {
    row(epoch);
    rounds.flush();
    history.flush();
  }

  private void row(GameEpoch epoch) {
    List<Object> row = new ArrayList<>(List.of(epoch.epoch()));
    row.addAll(epoch.values().values());
    row.add(epoch.seconds());
    history.row(row.toArray());
  }

  /**
   * Returns how long the epochs took that were complete when the tables were taken up again.
   *
   * @return seconds, 0 for a new run; NaN if the table does not say
   */
  public double earlierSeconds() {
    return earlierSeconds;
  }

  @Override
  public void close() {
    try (rounds) {
      history.close();
    }
  }
}
