package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcnn.uncertainty.RejectionCurve;
import org.bcnn.uncertainty.ReliabilityDiagram;

/** Whether confidence is deserved, and what refusing the unsure is worth. */
final class CalibrationSection implements Section {
  /** A curve of more points looks the same. */
  private static final int POINTS = 200;

  private final MetricValues metrics;
  private final ReliabilityDiagram reliability;
  private final RejectionCurve rejection;

  CalibrationSection(
      MetricValues metrics, ReliabilityDiagram reliability, RejectionCurve rejection) {
    this.metrics = metrics;
    this.reliability = reliability;
    this.rejection = rejection;
  }

  @Override
  public String title() {
    return "Calibration and refusal";
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void write(Html html) {
    refusal(html);
    html.open("div", "class", "plots");
    diagram().write(html);
    counts().write(html);
    curve().write(html);
    html.close();
  }

  private void refusal(Html html) {
    String target = Numbers.plain(100 * metrics.number("refusal", "targetAccuracy")) + " %";
    html.open("p");
    if (metrics.at("refusal", "predictiveEntropy") == null) {
      html.text("No threshold on the predictive entropy leaves answers of which " + target);
      html.text(" are right.").close();
      return;
    }
    html.text("Answering only where the predictive entropy is at most ");
    metrics.write(
        html,
        Numbers.plain(metrics.number("refusal", "predictiveEntropy")),
        "refusal",
        "predictiveEntropy");
    html.text(" nats answers ");
    percent(html, "coverage");
    html.text(" of the test images, of which ");
    percent(html, "accuracy");
    html.text(" are right (wanted: at least " + target + ").").close();
  }

  private void percent(Html html, String name) {
    metrics.write(html, Numbers.percent(metrics.number("refusal", name)), "refusal", name);
  }

  private Plot diagram() {
    return ReliabilityPlot.of(
        "Reliability diagram",
        "Below the diagonal the network is too sure of itself, above it not sure enough.",
        Map.of("this network", reliability));
  }

  private Plot counts() {
    List<ReliabilityDiagram.Bin> bins = reliability.bins();
    double[] from = new double[bins.size() + 1];
    double[] counts = new double[from.length];
    int sure = 0;
    for (int i = 0; i < bins.size(); i++) {
      from[i] = bins.get(i).lower();
      counts[i] = bins.get(i).examples();
      sure = bins.get(i).examples();
    }
    from[bins.size()] = 1;
    counts[bins.size()] = sure;
    return new Plot(
        "Images by confidence",
        "How many test images are in each of the "
            + bins.size()
            + " bins of the reliability diagram; in the last "
            + sure
            + ".",
        "How many images each point of the reliability diagram stands for.",
        Axis.of("confidence").from(0, 1),
        Axis.of("images"),
        List.of(new Series("images", from, counts, Ink.BLUE, Series.Look.BARS)));
  }

  private Plot curve() {
    List<RejectionCurve.Point> all = rejection.points();
    List<RejectionCurve.Point> points = new ArrayList<>();
    int stride = Math.max(1, all.size() / POINTS);
    for (int i = all.size() - 1; i >= 0; i -= stride) {
      points.add(0, all.get(i));
    }
    RejectionCurve.Point whole = all.get(all.size() - 1);
    return new Plot(
        "Accuracy against share answered",
        "Accuracy of what is answered if the images of the highest predictive entropy are "
            + "refused. All answered: "
            + Numbers.percent(whole.accuracy())
            + "; half answered: "
            + Numbers.percent(rejection.forCoverage(0.5).accuracy())
            + ".",
        "The images of the highest predictive entropy are refused first. The more the curve rises "
            + "to the left, the better entropy knows the mistakes.",
        Axis.of("share of images answered").from(0, 1),
        Axis.of("accuracy of the answers"),
        List.of(
            new Series(
                "accuracy",
                points.stream().mapToDouble(RejectionCurve.Point::coverage).toArray(),
                points.stream().mapToDouble(RejectionCurve.Point::accuracy).toArray(),
                Ink.BLUE,
                Series.Look.LINE)));
  }
}
