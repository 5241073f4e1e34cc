package org.bcnn.tasks.report.page;

import java.util.List;
import org.bcnn.tasks.report.GanValues;

/** What the discriminator says of several sets of images, and how sure it is. */
final class DiscriminatorSection implements Section {
  /** What a column shows, and what it is called. */
  private record Column(String name, String head) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("realProbability", "probability of being real"),
          new Column("predictiveEntropy", "entropy, nats"),
          new Column("expectedEntropy", "aleatoric part"),
          new Column("mutualInformation", "epistemic part"),
          new Column("probabilityAuroc", "AUROC by probability"),
          new Column("mutualInformationAuroc", "AUROC by epistemic part"));

  private final MetricValues metrics;

  DiscriminatorSection(MetricValues metrics) {
    this.metrics = metrics;
  }

  @Override
  public String title() {
    return "The discriminator's uncertainty";
  }

  @Override
  public boolean isEmpty() {
    return metrics.map(GanValues.DISCRIMINATOR).isEmpty();
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "Means over the images of each set; the real ones are test images. The areas under the "
            + "curve are of telling a set from the real one: 0.5 is guessing, 1 is perfect.");
    html.open("div", "class", "scroll", "tabindex", "0").open("table").open("thead").open("tr");
    html.element("th", "images", "scope", "col");
    COLUMNS.forEach(column -> html.element("th", column.head(), "scope", "col", "class", "number"));
    html.close().close().open("tbody");
    for (Object set : metrics.map(GanValues.DISCRIMINATOR).keySet()) {
      html.open("tr").element("th", String.valueOf(set), "scope", "row");
      for (Column column : COLUMNS) {
        String[] path = {GanValues.DISCRIMINATOR, String.valueOf(set), column.name()};
        html.open("td", "class", "number");
        metrics.write(html, Numbers.plain(metrics.number(path)), path);
        html.close();
      }
      html.close();
    }
    html.close().close().close();
  }
}
