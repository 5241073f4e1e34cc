package org.bcnn.tasks.report.page;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table as a run wrote it, by the names of its columns. What is not there, a file, a column or a
 * number, is empty or not a number. Immutable and thread-safe.
 */
final class CsvColumns {
  /** A table without rows. */
  static final CsvColumns NONE = new CsvColumns(List.of());

  private final List<CSVRecord> rows;

  private CsvColumns(List<CSVRecord> rows) {
    this.rows = List.copyOf(rows);
  }

  /** Reads a file; one that is not there has no rows. */
  static CsvColumns read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return NONE;
    }
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser parser = CSVParser.parse(reader, format)) {
      return new CsvColumns(parser.getRecords());
    }
  }

  /** Returns the rows that have a text in a column. */
  CsvColumns where(String column, String text) {
    return new CsvColumns(rows.stream().filter(row -> text.equals(text(row, column))).toList());
  }

  int rows() {
    return rows.size();
  }

  /** Returns what a column says, each text once, in the order of the rows. */
  List<String> distinct(String column) {
    return rows.stream().map(row -> text(row, column)).distinct().toList();
  }

  /** Returns a column as numbers. */
  double[] numbers(String column) {
    return rows.stream().mapToDouble(row -> number(text(row, column))).toArray();
  }

  private static String text(CSVRecord row, String column) {
    return row.isSet(column) ? row.get(column) : "";
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
