package org.bcnn.tasks.report;

import java.util.ArrayList;
import java.util.List;

/** A table of texts for people to read, whose first row is its head. Not thread-safe. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Adds a row.
   *
   * @param cells its texts, as many as every other row has
   */
  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /** Returns the rows, the head first. */
  List<List<String>> rows() {
    return List.copyOf(rows);
  }

  /** Writes the table in columns: lines, each with its end, indented by two spaces. */
  String text() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      line.append(String.format("%-" + widths[0] + "s", row.get(0)));
      for (int column = 1; column < widths.length; column++) {
        line.append(String.format("  %" + widths[column] + "s", row.get(column)));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  /** Writes the table in Markdown: lines, each with its end. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append("| ")
          .append(String.join(" | ", rows.get(i).stream().map(String::strip).toList()))
          .append(" |\n");
      if (i == 0) {
        text.append("| --- |").append(" ---: |".repeat(rows.get(0).size() - 1)).append('\n');
      }
    }
    return text.toString();
  }
}
