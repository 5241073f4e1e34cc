package org.bcnn.tasks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    double sum = 0;
    try (CSVParser rows =
        CSVParser.parse(
            Files.newBufferedReader(folder.resolve(TrainingTables.HISTORY), StandardCharsets.UTF_8),
            format)) {
      for (CSVRecord row : rows) {
        sum += Double.parseDouble(row.get("seconds"));
      }
    } catch (IOException | IllegalArgumentException e) {
      return Double.NaN;
    }
    return sum;
  }
}
