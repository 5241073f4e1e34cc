package org.bcnn.tasks.report.page;

import java.util.List;

/** How well a discriminator with labels classifies, beside the network without the game. */
final class SemiSupervisedSection implements Section {
  private static final List<String> SCORES = List.of("accuracy", "nll", "ece", "brier");

  private final MetricValues metrics;

  SemiSupervisedSection(MetricValues metrics) {
    this.metrics = metrics;
  }

  @Override
  public String title() {
    return "Semi-supervised classification";
  }

  @Override
  public boolean isEmpty() {
    return metrics.map("classification").isEmpty();
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "Of the test images. The supervised twin is the same network, trained on the images with "
            + "labels alone.");
    html.open("div", "class", "scroll", "tabindex", "0").open("table").open("thead").open("tr");
    html.element("th", "", "scope", "col");
    for (String head : List.of("accuracy", "NLL, nats", "calibration error", "Brier score")) {
      html.element("th", head, "scope", "col", "class", "number");
    }
    html.close().close().open("tbody");
    row(html, "discriminator", "classification");
    row(html, "supervised twin", "supervisedTwin");
    html.close().close().close();
  }

  private void row(Html html, String name, String of) {
    html.open("tr").element("th", name, "scope", "row");
    for (String score : SCORES) {
      double value = metrics.number(of, score);
      html.open("td", "class", "number");
      metrics.write(
          html,
          score.equals("accuracy") ? Numbers.percent(value) : Numbers.plain(value),
          of,
          score);
      html.close();
    }
    html.close();
  }
}
