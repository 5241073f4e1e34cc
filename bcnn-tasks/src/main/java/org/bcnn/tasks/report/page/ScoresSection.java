package org.bcnn.tasks.report.page;

import java.util.List;

/** The scores on the test set, each with what it means. */
final class ScoresSection implements Section {
  /** The scores of classification. */
  static final List<Score> CLASSIFICATION =
      List.of(
          new Score(
              "accuracy",
              "accuracy",
              Numbers::percent,
              "",
              "images whose most probable class is right"),
          new Score(
              "negative log-likelihood",
              "nll",
              "nats an image",
              "how surprising the true classes are to the prediction; less is better"),
          new Score(
              "expected calibration error",
              "ece",
              "",
              "how far confidence is from accuracy, over 15 bins; 0 is perfect"),
          new Score(
              "Brier score",
              "brier",
              "",
              "squared distance of the probabilities from the truth, 0 to 2; less is better"),
          new Score(
              "predictive entropy",
              "predictiveEntropy",
              "nats",
              "how unsure predictions are, for whatever reason; mean over images"),
          new Score(
              "mutual information",
              "mutualInformation",
              "nats",
              "how far draws of the weights disagree; 0 for plain weights"),
          new Score(
              "epistemic variance",
              "epistemic",
              "",
              "variance of the probabilities over draws, summed over classes: what more data would remove"),
          new Score(
              "aleatoric variance",
              "aleatoric",
              "",
              "variance of the label under a draw, summed over classes: what is in the images themselves"),
          new Score(
              "KL divergence",
              "klNats",
              "nats",
              "how far the posterior of all weights is from the prior; 0 for plain weights"),
          new Score(
              "parameters",
              "parameters",
              "",
              "numbers that are trained: two a weight with a distribution"),
          new Score(
              "training time",
              "trainSeconds",
              Numbers::seconds,
              "",
              "time of all training steps, validation left out"),
          new Score(
              "speed",
              "examplesPerSecond",
              "images a second",
              "in training; where there was none, in prediction"));

  private final MetricValues metrics;
  private final List<Score> scores;

  /**
   * Makes the section.
   *
   * @param metrics the values
   * @param scores what is shown of them, where there is such a value
   */
  ScoresSection(MetricValues metrics, List<Score> scores) {
    this.metrics = metrics;
    this.scores = scores;
  }

  @Override
  public String title() {
    return "Scores";
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void write(Html html) {
    html.open("table", "class", "scores").open("tbody");
    for (Score score : scores) {
      if (metrics.at(score.name()) == null) {
        continue;
      }
      html.open("tr").element("th", score.words(), "scope", "row").open("td", "class", "number");
      metrics.write(html, score.format().apply(metrics.number(score.name())), score.name());
      html.text(score.unit().isEmpty() ? "" : " " + score.unit()).close();
      html.element("td", score.meaning(), "class", "meaning").close();
    }
    html.close().close();
    if (!metrics.map("softplus").isEmpty()) {
      html.open("p").text("By probabilities softplus(logit) / Σ softplus(logit) the epistemic ");
      html.text("variance is ");
      metrics.write(html, plain("softplus", "epistemic"), "softplus", "epistemic");
      html.text(" and the aleatoric ");
      metrics.write(html, plain("softplus", "aleatoric"), "softplus", "aleatoric");
      html.text("; all else on this page is by softmax unless it says softplus.").close();
    }
  }

  private String plain(String... path) {
    return Numbers.plain(metrics.number(path));
  }
}
