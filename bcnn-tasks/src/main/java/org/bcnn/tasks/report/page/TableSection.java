package org.bcnn.tasks.report.page;

import java.util.List;

/** A table of texts whose first row and first column are heads. */
final class TableSection implements Section {
  private final String title;
  private final String note;
  private final List<List<String>> rows;

  /**
   * Makes the section.
   *
   * @param title its heading
   * @param note a sentence on it
   * @param rows the rows, each of the same length
   */
  TableSection(String title, String note, List<List<String>> rows) {
    this.title = title;
    this.note = note;
    this.rows = rows;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public void write(Html html) {
    html.element("p", note);
    html.open("div", "class", "scroll", "tabindex", "0").open("table");
    for (int i = 0; i < rows.size(); i++) {
      boolean head = i == 0;
      List<String> row = rows.get(i);
      if (head) {
        html.open("thead");
      }
      html.open("tr").element("th", row.get(0).strip(), "scope", head ? "col" : "row");
      for (String cell : row.subList(1, row.size())) {
        if (head) {
          html.element("th", cell, "scope", "col", "class", "number");
        } else {
          html.element("td", cell, "class", "number");
        }
      }
      html.close();
      if (head) {
        html.close().open("tbody");
      }
    }
    html.close().close().close();
  }
}
