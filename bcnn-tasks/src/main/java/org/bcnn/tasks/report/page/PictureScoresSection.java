package org.bcnn.tasks.report.page;

import java.util.List;
import java.util.Map;
import org.bcnn.tasks.superresolution.SetScores;

/** The scores of every picture, a table a set. */
final class PictureScoresSection implements Section {
  /** A longer table is folded. */
  private static final int ROWS = 20;

  private final MetricValues metrics;
  private final List<SetScores> sets;

  PictureScoresSection(MetricValues metrics, List<SetScores> sets) {
    this.metrics = metrics;
    this.sets = sets;
  }

  @Override
  public String title() {
    return "Scores by picture";
  }

  @Override
  public boolean isEmpty() {
    return sets.isEmpty();
  }

  @Override
  public void write(Html html) {
    html.element("p", PictureColumn.UNITS);
    for (SetScores set : sets) {
      html.element("h3", set.set());
      boolean folded = set.pictures().size() > ROWS;
      if (folded) {
        html.open("details").element("summary", set.pictures().size() + " pictures");
      }
      table(html, set);
      if (folded) {
        html.close();
      }
    }
  }

  private void table(Html html, SetScores set) {
    List<PictureColumn> columns = PictureColumn.of(List.of(set));
    html.open("div", "class", "scroll", "tabindex", "0").open("table");
    html.open("thead").open("tr").element("th", "picture", "scope", "col");
    columns.forEach(column -> column.head(html));
    html.close().close().open("tbody");
    if (metrics.at("sets", set.set(), "scores") instanceof List<?> rows) {
      for (Object row : rows) {
        row(html, columns, (Map<?, ?>) row);
      }
    }
    html.close().close().close();
  }

  private static void row(Html html, List<PictureColumn> columns, Map<?, ?> row) {
    html.open("tr").element("th", String.valueOf(row.get("picture")), "scope", "row");
    for (PictureColumn column : columns) {
      html.element("td", column.text(row.get(column.name())), "class", "number");
    }
    html.close();
  }
}
