package org.bcnn.tasks.report.page;

import java.util.List;
import org.bcnn.tasks.comparison.LearningCurvePoint;
import org.bcnn.tasks.comparison.MeanWithError;

/** How the two parts of uncertainty change with the number of training images. */
final class CurveUncertaintySection implements Section {
  private final List<LearningCurvePoint> points;
  private final LearningCurvePlots plots;

  CurveUncertaintySection(List<LearningCurvePoint> points, LearningCurvePlots plots) {
    this.points = points;
    this.plots = plots;
  }

  @Override
  public String title() {
    return "Uncertainty";
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "The variance of the label that the network predicts has two parts, which add up to it. The "
            + "epistemic part is how far the probabilities differ from draw to draw of the weights: "
            + "what the training images leave open, so that more of them should make it smaller. "
            + "The aleatoric part is the variance of the label under one draw, averaged over draws: "
            + "what the network takes for chance in the images themselves.");
    html.element(
        "p",
        "The aleatoric part is what the model says, not a measurement of the images. All points are "
            + "of the same test images, which are as ambiguous at one as at the other; where this "
            + "part changes along the curve, it is the model's opinion that does. A model that has "
            + "seen little takes for chance what it merely does not know.");
    if (points.stream().allMatch(point -> point.draws() == 1)) {
      html.element(
          "p",
          "A prediction here is a single draw. It has nothing to differ from, so it has no epistemic "
              + "part and no mutual information, however little the network has seen.");
    }
    html.element("p", change(), "class", "finding");
    html.open("div", "class", "plots");
    plots
        .plot(
            "Epistemic variance",
            "variance, summed over classes",
            "What the network knows that it does not know; mean over the test images.",
            plots.series("epistemic", "epistemic", 0))
        .write(html);
    plots
        .plot(
            "Aleatoric variance",
            "variance, summed over classes",
            "What the network says is chance; mean over the test images.",
            plots.series("aleatoric", "aleatoric", 1))
        .write(html);
    plots
        .plot(
            "Predictive entropy",
            "nats",
            "How unsure predictions are, for whatever reason.",
            plots.series("predictive entropy", "predictiveEntropy", 2))
        .write(html);
    plots
        .plot(
            "Mutual information",
            "nats",
            "Its epistemic part: between the label and the weights.",
            plots.series("mutual information", "mutualInformation", 3))
        .write(html);
    html.close();
  }

  private String change() {
    LearningCurvePoint first = points.get(0);
    LearningCurvePoint last = points.get(points.size() - 1);
    return String.format(
        "From %,d to %,d training images: epistemic variance %s, aleatoric variance %s, accuracy %s.",
        first.trainExamples(),
        last.trainExamples(),
        change(first, last, "epistemic"),
        change(first, last, "aleatoric"),
        change(first, last, "accuracy"));
  }

  private static String change(LearningCurvePoint first, LearningCurvePoint last, String score) {
    MeanWithError before = first.scores().get(score);
    MeanWithError after = last.scores().get(score);
    return String.format("%s → %s", Numbers.plain(before.mean()), Numbers.plain(after.mean()));
  }
}
