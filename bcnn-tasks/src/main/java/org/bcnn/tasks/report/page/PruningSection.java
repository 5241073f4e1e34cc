package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bcnn.models.pruning.PruningCriterion;
import org.bcnn.tasks.bench.NetworkSpeed;
import org.bcnn.tasks.pruning.PruningPoint;

/** Scores, size and speed against the share of weights that is removed. */
final class PruningSection implements Section {
  private static final double KILO = 1e3;

  private final List<PruningPoint> points;

  PruningSection(List<PruningPoint> points) {
    this.points = points;
  }

  @Override
  public String title() {
    return "What pruning costs and saves";
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "Each line ranks weights by another score, and begins at the network as it was trained.");
    html.open("div", "class", "plots");
    plot(
        html,
        "Accuracy",
        "share of images",
        "",
        point -> point.score().evaluation().calibration().accuracy());
    plot(
        html,
        "Negative log-likelihood",
        "nats an image",
        "",
        point -> point.score().evaluation().calibration().negativeLogLikelihood());
    plot(
        html,
        "Expected calibration error",
        "ECE",
        "How far confidence is from accuracy, over 15 bins; 0 is perfect.",
        point -> point.score().evaluation().calibration().expectedCalibrationError());
    for (String other : points.get(0).score().auroc().keySet()) {
      plot(
          html,
          "Told from " + other,
          "AUROC",
          "By the predictive entropy; 0.5 is chance.",
          point -> point.score().auroc().get(other));
    }
    for (int bits : points.get(0).compressed().keySet()) {
      plot(
          html,
          bits == 32 ? "Size without loss" : "Size in " + bits + " bits",
          "kB",
          bits == 32
              ? "Removed weights are left out."
              : "Means and deviations in " + bits + " bits, deflated.",
          point -> point.compressed().get(bits).bytes() / KILO);
      if (bits != 32) {
        plot(
            html,
            "Accuracy in " + bits + " bits",
            "share of images",
            "Of what is read from these files.",
            point -> point.compressed().get(bits).score().evaluation().calibration().accuracy());
      }
    }
    speeds(html);
    html.close();
  }

  private void speeds(Html html) {
    String note = "Over that of the network as it was trained, in the same rounds.";
    plot(
        html,
        "Time of a training step",
        "ratio",
        note,
        point -> ratio(point, NetworkSpeed::stepRatio));
    plot(
        html,
        "Time of a prediction",
        "ratio",
        note,
        point -> ratio(point, NetworkSpeed::predictionRatio));
  }

  /** The network as it was trained is as fast as itself. */
  private double ratio(PruningPoint point, ToDoubleFunction<NetworkSpeed> ratio) {
    boolean measured = points.stream().anyMatch(each -> each.speed().isPresent());
    double ofItself = measured && point.job().isEmpty() ? 1 : Double.NaN;
    return point.speed().map(ratio::applyAsDouble).orElse(ofItself);
  }

  private void plot(
      Html html, String title, String unit, String note, ToDoubleFunction<PruningPoint> value) {
    List<Series> series = new ArrayList<>();
    PruningCriterion[] criteria = PruningCriterion.values();
    for (int i = 0; i < criteria.length; i++) {
      PruningCriterion criterion = criteria[i];
      List<PruningPoint> of =
          points.stream()
              .filter(point -> point.job().isEmpty() || point.job().get().criterion() == criterion)
              .toList();
      if (of.size() > 1) {
        series.add(
            new Series(
                criterion.key(),
                of.stream().mapToDouble(point -> point.weights().removed()).toArray(),
                of.stream().mapToDouble(value).toArray(),
                Ink.series(i),
                Series.Look.MARKED));
      }
    }
    new Plot(
            title,
            alt(title, series),
            note,
            Axis.of("share of the weights that is removed"),
            Axis.of(unit),
            series)
        .write(html);
  }

  private static String alt(String title, List<Series> series) {
    StringBuilder alt = new StringBuilder(title).append(" against the share that is removed.");
    for (Series one : series) {
      if (!one.isEmpty()) {
        int last = one.x().length - 1;
        alt.append(
            String.format(
                " By %s: %s at %s, %s at %s.",
                one.name(),
                Numbers.plain(one.y()[0]),
                Numbers.plain(one.x()[0]),
                Numbers.plain(one.y()[last]),
                Numbers.plain(one.x()[last])));
      }
    }
    return alt.toString();
  }
}
