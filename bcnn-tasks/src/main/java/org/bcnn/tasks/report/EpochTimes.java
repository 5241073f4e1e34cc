package org.bcnn.tasks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** How long the epochs of a run took, however many processes they were trained by. Stateless. */
public final class EpochTimes {
  private EpochTimes() {}

  /**
   * Adds up the seconds in {@code history.csv}. Of an epoch that was interrupted and gone on with,
   * that table has the time since.
   *
   * @param folder the folder of the run
   * @return seconds; NaN if the table is not there or not whole
   */
  public static double trainSeconds(Path folder) {
    return sum(folder.resolve(TrainingTables.HISTORY));
  }

  /** Adds up the seconds in a table; NaN if it is not there or not whole. */
  static double sum(Path history) {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    double sum = 0;
    try (CSVParser rows = CSVParser.parse(history, StandardCharsets.UTF_8, format)) {
      for (CSVRecord row : rows) {
        sum += Double.parseDouble(row.get(TrainingTables.SECONDS));
      }
    } catch (IOException | IllegalArgumentException e) {
      return Double.NaN;
    }
    return sum;
  }
}
