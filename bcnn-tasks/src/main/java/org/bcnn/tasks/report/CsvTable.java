package org.bcnn.tasks.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A table that grows row by row in a file of comma-separated values. Not thread-safe. */
final class CsvTable implements AutoCloseable {
  private final Path file;
  private final CSVPrinter printer;
  private final long last;

  /**
   * Starts a table, or goes on with one whose first column numbers its rows.
   *
   * @param file the file
   * @param keep rows up to this number are kept, 0 for a new table
   * @param header the names of the columns
   */
  CsvTable(Path file, long keep, String... header) {
    this.file = file;
    try {
      Kept kept = keep == 0 ? Kept.NOTHING : Kept.of(file, keep, header);
      last = kept.last();
      if (kept.bytes() == 0) {
        printer = new CSVPrinter(Files.newBufferedWriter(file), CSVFormat.RFC4180);
        printer.printRecord((Object[]) header);
      } else {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(kept.bytes());
        }
        printer =
            new CSVPrinter(
                Files.newBufferedWriter(file, StandardOpenOption.APPEND), CSVFormat.RFC4180);
      }
    } catch (IOException e) {
      throw OutputException.of(file, e);
    }
  }

  /** Returns the number of the last row that was kept, 0 if none was. */
  long last() {
    return last;
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

  /**
   * The rows at the beginning of a file that are whole and not numbered higher than a limit.
   *
   * @param bytes how many bytes they have, the header included; 0 if there is no such table
   * @param last the number of the last of them
   */
  private record Kept(long bytes, long last) {
    static final Kept NOTHING = new Kept(0, 0);
    private static final String END = "\r\n";

    static Kept of(Path file, long limit, String... header) throws IOException {
      String first = String.join(",", header) + END;
      // A character is a byte here, whatever it stands for.
      String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
      if (!text.startsWith(first)) {
        return NOTHING;
      }
      int at = first.length();
      long last = 0;
      for (int end = text.indexOf(END, at); end >= 0; end = text.indexOf(END, at)) {
        long number = Long.parseLong(text.substring(at, text.indexOf(',', at)));
        if (number > limit) {
          break;
        }
        last = number;
        at = end + END.length();
      }
      return new Kept(at, last);
    }
  }
}
