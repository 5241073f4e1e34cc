package org.bcnn.tasks.report.page;

import java.util.List;
import org.bcnn.tasks.superresolution.SetScores;

/** The means of every set, side by side; left out if there is one set only. */
final class PictureSetsSection implements Section {
  private final MetricValues metrics;
  private final List<SetScores> sets;

  PictureSetsSection(MetricValues metrics, List<SetScores> sets) {
    this.metrics = metrics;
    this.sets = sets;
  }

  @Override
  public String title() {
    return "Sets of pictures";
  }

  @Override
  public boolean isEmpty() {
    return sets.size() < 2;
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "Means over the pictures of each set; the first is that of the scores above. "
            + PictureColumn.UNITS);
    html.open("div", "class", "scroll", "tabindex", "0").open("table");
    List<PictureColumn> columns = PictureColumn.of(sets);
    html.open("thead").open("tr").element("th", "set", "scope", "col");
    html.element("th", "pictures", "scope", "col", "class", "number");
    columns.forEach(column -> column.head(html));
    html.close().close().open("tbody");
    for (SetScores set : sets) {
      html.open("tr").element("th", set.set(), "scope", "row").open("td", "class", "number");
      metrics.write(html, Integer.toString(set.pictures().size()), "sets", set.set(), "pictures");
      html.close();
      for (PictureColumn column : columns) {
        html.open("td", "class", "number");
        metrics.write(
            html,
            column.text(metrics.number("sets", set.set(), "mean", column.name())),
            "sets",
            set.set(),
            "mean",
            column.name());
        html.close();
      }
      html.close();
    }
    html.close().close().close();
  }
}
