package org.bcnn.tasks.report.page;

import java.util.function.Supplier;
import org.bcnn.tasks.report.OutputException;
import org.bcnn.tasks.report.RunFolder;

/** Writes pages to folders. Stateless. */
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
}
