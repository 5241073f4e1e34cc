package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which classes generated images are of. */
final class ClassSharesSection implements Section {
  private final MetricValues metrics;

  ClassSharesSection(MetricValues metrics) {
    this.metrics = metrics;
  }

  @Override
  public String title() {
    return "Classes of the generated images";
  }

  @Override
  public boolean isEmpty() {
    return metrics.map("classHistogram").isEmpty();
  }

  @Override
  public void write(Html html) {
    Map<?, ?> shares = metrics.map("classHistogram");
    List<Object> names = new ArrayList<>(shares.keySet());
    html.element(
        "p",
        "By the classifier that makes the features. An even share of each class is "
            + Numbers.percent(1.0 / names.size())
            + ".");
    double most =
        names.stream()
            .mapToDouble(name -> metrics.number("classHistogram", String.valueOf(name)))
            .max()
            .orElse(1);
    html.open("table", "class", "scores").open("tbody");
    for (Object name : names) {
      html.open("tr").element("th", String.valueOf(name), "scope", "row");
      html.open("td", "class", "number");
      double share = metrics.number("classHistogram", String.valueOf(name));
      metrics.write(html, Numbers.percent(share), "classHistogram", String.valueOf(name));
      html.close().open("td");
      html.empty("meter", "min", "0", "max", String.valueOf(most), "value", String.valueOf(share));
      html.close().close();
    }
    html.close().close();
  }
}
