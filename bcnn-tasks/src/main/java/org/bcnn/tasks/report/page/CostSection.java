package org.bcnn.tasks.report.page;

import java.util.List;
import java.util.function.Function;
import org.bcnn.tasks.comparison.ContenderSummary;
import org.bcnn.tasks.comparison.MeanWithError;

/** What contenders cost. */
final class CostSection implements Section {
  /** Above the highest mark there is room for its bar. */
  private static final double ROOM = 1.08;

  private final List<ContenderSummary> contenders;

  CostSection(List<ContenderSummary> contenders) {
    this.contenders = contenders;
  }

  @Override
  public String title() {
    return "Cost";
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "Times are of one machine and only as quiet as that was. Those of an ensemble, and its "
            + "parameters, are of all members.");
    html.open("div", "class", "plots");
    plot("Training", "s", "Seconds of training steps.", scaled("trainSeconds", 1)).write(html);
    plot(
            "Prediction",
            "ms an image",
            "Milliseconds an image, all draws together.",
            scaled("secondsPerImage", 1_000))
        .write(html);
    plot(
            "Parameters",
            "thousand",
            "Numbers that are trained: a Bayesian weight has two or more.",
            contender -> MeanWithError.of(List.of(contender.parameters() / 1e3)))
        .write(html);
    html.close();
  }

  private static Function<ContenderSummary, MeanWithError> scaled(String name, double factor) {
    return contender ->
        MeanWithError.of(
            contender.scores().get(name).values().stream().map(value -> factor * value).toList());
  }

  private Plot plot(
      String title, String unit, String note, Function<ContenderSummary, MeanWithError> cost) {
    double most =
        contenders.stream()
            .map(cost)
            .mapToDouble(
                value ->
                    value.mean()
                        + (Double.isFinite(value.standardError()) ? value.standardError() : 0))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    return ContenderPlot.of(title, note, Axis.of(unit).from(0, ROOM * most), contenders, cost);
  }
}
