package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.bcnn.tasks.classification.CorruptionScores;
import org.bcnn.tasks.classification.Evaluation;

/** How accuracy falls and uncertainty rises as test images are corrupted more and more. */
final class CorruptionSection implements Section {
  private final List<CorruptionScores> scores;

  CorruptionSection(List<CorruptionScores> scores) {
    this.scores = scores;
  }

  @Override
  public String title() {
    return "Corrupted images";
  }

  @Override
  public boolean isEmpty() {
    return scores.isEmpty();
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        String.format(
            "The same %d test images, corrupted in five severities. A network that knows what it "
                + "does not know becomes less sure as it becomes less right.",
            scores.get(0).images()));
    html.open("div", "class", "plots");
    plot("Accuracy", "accuracy", each -> each.calibration().accuracy()).write(html);
    plot("NLL", "NLL (nats an example)", each -> each.calibration().negativeLogLikelihood())
        .write(html);
    plot(
            "Calibration error",
            "expected calibration error",
            each -> each.calibration().expectedCalibrationError())
        .write(html);
    plot("Predictive entropy", "predictive entropy (nats)", Evaluation::predictiveEntropy)
        .write(html);
    plot("Mutual information", "mutual information (nats)", Evaluation::mutualInformation)
        .write(html);
    html.close();
    table(html);
  }

  private Plot plot(String title, String axis, ToDoubleFunction<Evaluation> score) {
    List<Series> series = new ArrayList<>();
    byCorruption()
        .forEach(
            (name, rows) ->
                series.add(
                    new Series(
                        name,
                        rows.stream().mapToDouble(CorruptionScores::severity).toArray(),
                        rows.stream()
                            .mapToDouble(row -> score.applyAsDouble(row.evaluation()))
                            .toArray(),
                        Ink.series(series.size()),
                        Series.Look.MARKED)));
    return new Plot(
        title,
        title + " against severity; the numbers are in the table below.",
        "",
        new Axis("severity (0: not corrupted)", Double.NaN, Double.NaN, Axis.Kind.WHOLE),
        Axis.of(axis),
        series);
  }

  /** Each corruption's scores, those of the images as they are first. */
  private Map<String, List<CorruptionScores>> byCorruption() {
    Map<String, List<CorruptionScores>> rows = new LinkedHashMap<>();
    List<CorruptionScores> clean =
        scores.stream().filter(each -> each.corruption().equals(CorruptionScores.NONE)).toList();
    for (CorruptionScores each : scores) {
      if (!each.corruption().equals(CorruptionScores.NONE)) {
        rows.computeIfAbsent(each.corruption(), name -> new ArrayList<>(clean)).add(each);
      }
    }
    return rows;
  }

  private void table(Html html) {
    html.open("div", "class", "scroll", "tabindex", "0").open("table");
    html.open("thead").open("tr").element("th", "corruption", "scope", "col");
    for (String column :
        List.of("accuracy", "NLL", "ECE", "entropy", "mutual information", "epistemic")) {
      html.element("th", column, "scope", "col");
    }
    html.close().close().open("tbody");
    for (CorruptionScores each : scores) {
      Evaluation evaluation = each.evaluation();
      html.open("tr").element("th", label(each), "scope", "row");
      html.element("td", Numbers.percent(evaluation.calibration().accuracy()), "class", "number");
      for (double value :
          new double[] {
            evaluation.calibration().negativeLogLikelihood(),
            evaluation.calibration().expectedCalibrationError(),
            evaluation.predictiveEntropy(),
            evaluation.mutualInformation(),
            evaluation.epistemic()
          }) {
        html.element("td", Numbers.plain(value), "class", "number");
      }
      html.close();
    }
    html.close().close().close();
  }

  private static String label(CorruptionScores scores) {
    return scores.corruption().equals(CorruptionScores.NONE)
        ? scores.corruption()
        : scores.corruption() + " " + Numbers.tick(scores.parameter()) + " " + scores.unit();
  }
}
