package org.bcnn.tasks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;

/** Rows as CSV text (RFC 4180). Stateless. */
final class CsvText {
  private CsvText() {}

  /**
   * Writes rows.
   *
   * @param rows at least one, each with its values by the names of the columns, in their order
   * @return a header and the rows; null is an empty field
   */
  static String of(List<Map<String, Object>> rows) {
    StringBuilder text = new StringBuilder();
    try {
      CSVFormat.RFC4180.printRecord(text, rows.get(0).keySet().toArray());
      for (Map<String, Object> row : rows) {
        CSVFormat.RFC4180.printRecord(text, row.values().toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return text.toString();
  }
}
