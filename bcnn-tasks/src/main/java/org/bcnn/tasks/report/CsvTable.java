package org.bcnn.tasks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A table that grows row by row in a file of comma-separated values. Not thread-safe. */
final class CsvTable implements AutoCloseable {
  private final Path file;
  private final CSVPrinter printer;

  CsvTable(Path file, String... header) {
    this.file = file;
    try {
      printer = new CSVPrinter(Files.newBufferedWriter(file), CSVFormat.RFC4180);
      printer.printRecord((Object[]) header);
    } catch (IOException e) {
      throw OutputException.of(file, e);
    }
  }

  void row(Object... values) {
    try {
      printer.printRecord(values);
    } catch (IOException e) {
      throw OutputException.of(file, e);
    }
  }

  void flush() {
    try {
      printer.flush();
    } catch (IOException e) {
      throw OutputException.of(file, e);
    }
  }

  @Override
  public void close() {
    try {
      printer.close();
    } catch (IOException e) {
      throw OutputException.of(file, e);
    }
  }
}
