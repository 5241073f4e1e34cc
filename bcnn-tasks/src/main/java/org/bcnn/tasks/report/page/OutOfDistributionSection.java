package org.bcnn.tasks.report.page;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.classification.ImageScore;
import org.bcnn.tasks.classification.ImageScores;
import org.bcnn.tasks.classification.OutOfDistribution;

/** How well images of other kinds are told from the test images, by each score of uncertainty. */
final class OutOfDistributionSection implements Section {
  private static final int BINS = 25;

  /** Scores that are no greater than this are 0 but for rounding. */
  private static final double ROUNDING = 1e-12;

  private final MetricValues metrics;
  private final String inside;
  private final DetailedEvaluation evaluation;

  OutOfDistributionSection(MetricValues metrics, String inside, DetailedEvaluation evaluation) {
    this.metrics = metrics;
    this.inside = inside;
    this.evaluation = evaluation;
  }

  @Override
  public String title() {
    return "Images of other kinds";
  }

  @Override
  public boolean isEmpty() {
    return evaluation.outOfDistribution().isEmpty();
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "AUROC is the probability that an image of the other kind has the higher score (0.5 is "
            + "chance, 1 perfect); FPR@95 is the share of the other kind that passes where 95 % of "
            + "the test images do (0 is perfect).");
    evaluation.outOfDistribution().forEach((name, found) -> dataSet(html, name, found));
  }

  private void dataSet(Html html, String name, OutOfDistribution found) {
    html.element("h3", inside + " against " + name);
    html.element("p", Recommendation.of(inside, name, found.detections()), "class", "finding");
    html.open("div", "class", "scroll", "tabindex", "0").open("table");
    html.open("thead").open("tr").element("th", "score", "scope", "col");
    html.element("th", "AUROC", "scope", "col").element("th", "FPR@95", "scope", "col");
    html.element("th", "mean, " + inside, "scope", "col");
    html.element("th", "mean, " + name, "scope", "col").close().close().open("tbody");
    ImageScores other = evaluation.others().get(name);
    Map<ImageScore, Plot> plots = new EnumMap<>(ImageScore.class);
    for (ImageScore score : ImageScore.values()) {
      double[] in = evaluation.images().values(score);
      double[] out = other.values(score);
      html.open("tr").element("th", ScoreWords.of(score), "scope", "row");
      for (String measure : List.of("auroc", "fpr95")) {
        html.open("td", "class", "number");
        String shown = Numbers.plain(metrics.number("ood", name, score.key(), measure));
        metrics.write(html, shown, "ood", name, score.key(), measure);
        html.close();
      }
      html.element("td", Numbers.plain(mean(in)), "class", "number");
      html.element("td", Numbers.plain(mean(out)), "class", "number").close();
      plots.put(score, histogram(score, name, in, out));
    }
    html.close().close().close().open("div", "class", "plots");
    plots.values().forEach(plot -> plot.write(html));
    html.close();
  }

  private Plot histogram(ImageScore score, String name, double[] in, double[] out) {
    double most = Math.max(Arrays.stream(in).max().orElse(0), Arrays.stream(out).max().orElse(0));
    String words = ScoreWords.of(score);
    return new Plot(
        Character.toUpperCase(words.charAt(0)) + words.substring(1),
        String.format(
            "Histograms of the %s: mean %s for %s, %s for %s.",
            words, Numbers.plain(mean(in)), inside, Numbers.plain(mean(out)), name),
        "",
        Axis.of(words + ScoreWords.unit(score)),
        Axis.of("share of images"),
        most > ROUNDING ? bars(Histogram.upTo(most, BINS), name, in, out) : List.of());
  }

  private List<Series> bars(Histogram bins, String name, double[] in, double[] out) {
    return List.of(
        bins.bars(inside, notNegative(in), Ink.BLUE),
        bins.bars(name, notNegative(out), Ink.ORANGE));
  }

  /** Scores are negative by rounding alone. */
  private static double[] notNegative(double[] scores) {
    return Arrays.stream(scores).map(score -> Math.max(0, score)).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
