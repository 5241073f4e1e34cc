package org.bcnn.tasks.report.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.bcnn.tasks.report.OutputException;
import org.bcnn.tasks.report.RunFolder;

/** Writes pages to folders, and reads the tables that they show. Stateless. */
final class PageFile {
  private PageFile() {}

  /**
   * Writes {@code report.html}.
   *
   * @param folder where it goes
   * @param page makes the page
   * @throws OutputException if it cannot be written or its plots cannot be drawn
   */
  static void write(RunFolder folder, Supplier<Page> page) {
    String text;
    try {
      text = page.get().text();
    } catch (LinkageError | InternalError e) {
      // A Java without fonts, or without the library that reads them, fails like this.
      throw OutputException.withoutFonts(folder.file(ReportPage.FILE), e);
    }
    folder.write(ReportPage.FILE, text);
  }

  /**
   * Reads a table that the run has written.
   *
   * @param folder where it is
   * @param name its name
   * @return the table; one that is not there has no rows
   * @throws OutputException if it cannot be read
   */
  static CsvColumns table(RunFolder folder, String name) {
    Path file = folder.file(name);
    try {
      return CsvColumns.read(file);
    } catch (IOException e) {
      throw OutputException.unreadable(file, e);
    }
  }
}
