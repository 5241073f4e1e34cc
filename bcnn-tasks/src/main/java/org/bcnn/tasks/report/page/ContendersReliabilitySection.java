package org.bcnn.tasks.report.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.comparison.ContenderSummary;
import org.bcnn.uncertainty.ReliabilityDiagram;

/** Whether the confidence of each contender is deserved. */
final class ContendersReliabilitySection implements Section {
  private final Map<String, ReliabilityDiagram> diagrams = new LinkedHashMap<>();
  private final int seeds;

  ContendersReliabilitySection(List<ContenderSummary> contenders) {
    contenders.forEach(
        contender -> diagrams.put(contender.contender().toString(), contender.reliability()));
    this.seeds = contenders.get(0).runs().size();
  }

  @Override
  public String title() {
    return "Reliability";
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "Accuracy against confidence, the probability of the predicted class, in 15 equal bins."
            + (seeds == 1 ? "" : " The predictions of all seeds are taken together."));
    html.open("div", "class", "plots");
    ReliabilityPlot.of(
            "Reliability diagrams",
            "Below the diagonal a contender is too sure of itself, above it not sure enough. "
                + "Points of few images are far from it by chance; the table says how many.",
            diagrams)
        .write(html);
    html.close();
    table(html);
  }

  private void table(Html html) {
    html.open("div", "class", "scroll", "tabindex", "0").open("table");
    html.open("thead").open("tr").element("th", "predictions of confidence", "scope", "col");
    diagrams.keySet().forEach(name -> html.element("th", name, "scope", "col", "class", "number"));
    html.close().close().open("tbody");
    List<ReliabilityDiagram.Bin> bins = diagrams.values().iterator().next().bins();
    for (int i = 0; i < bins.size(); i++) {
      int bin = i;
      if (diagrams.values().stream().allMatch(each -> each.bins().get(bin).examples() == 0)) {
        continue;
      }
      html.open("tr")
          .element(
              "th",
              String.format("%.3f to %.3f", bins.get(i).lower(), bins.get(i).upper()),
              "scope",
              "row");
      diagrams
          .values()
          .forEach(
              each ->
                  html.element(
                      "td",
                      String.format("%,d", each.bins().get(bin).examples()),
                      "class",
                      "number"));
      html.close();
    }
    html.close().close().close();
  }
}
