package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.bcnn.tasks.comparison.ContenderSummary;
import org.bcnn.tasks.comparison.MeanWithError;
import org.bcnn.tasks.report.Words;

/**
 * A score by which contenders are told from each other.
 *
 * @param title what it is called as a title
 * @param words what it is called in a sentence
 * @param unit what its axis says
 * @param note what to make of it
 * @param more whether more of it is better
 * @param text writes a value of it
 * @param of its value
 */
record ContenderScore(
    String title,
    String words,
    String unit,
    String note,
    boolean more,
    DoubleFunction<String> text,
    Function<ContenderSummary, MeanWithError> of) {

  /** Returns the scores that these contenders have; the first judges everything together. */
  static List<ContenderScore> of(List<ContenderSummary> contenders) {
    List<ContenderScore> scores =
        new ArrayList<>(
            List.of(
                new ContenderScore(
                    "Negative log-likelihood",
                    "NLL",
                    "nats an image",
                    "Less is better. It judges accuracy and confidence together: a mistake costs "
                        + "more the surer it was.",
                    false,
                    Numbers::plain,
                    byName("nll")),
                new ContenderScore(
                    "Accuracy",
                    "accuracy",
                    "share of images",
                    "More is better.",
                    true,
                    Numbers::percent,
                    byName("accuracy")),
                new ContenderScore(
                    "Expected calibration error",
                    "ECE",
                    "ECE",
                    "Less is better: how far confidence is from accuracy, over 15 bins.",
                    false,
                    Numbers::plain,
                    byName("ece")),
                new ContenderScore(
                    "Brier score",
                    "Brier score",
                    "Brier score",
                    "Less is better: the squared error of the probabilities, from 0 to 2.",
                    false,
                    Numbers::plain,
                    byName("brier"))));
    for (String other : contenders.get(0).auroc().keySet()) {
      scores.add(detection(other, "predictiveEntropy", ""));
      scores.add(
          detection(
              other, "mutualInformation", " A single draw has none, thus an area of chance."));
    }
    return List.copyOf(scores);
  }

  private static Function<ContenderSummary, MeanWithError> byName(String name) {
    return contender -> contender.scores().get(name);
  }

  private static ContenderScore detection(String other, String score, String addition) {
    String name = String.format("AUROC of %s by %s", other, Words.of(score));
    return new ContenderScore(
        name,
        name,
        "AUROC",
        String.format(
            "More is better: how often an image of %s has the higher score than a test image. "
                + "0.5 is chance.%s",
            other, addition),
        true,
        Numbers::plain,
        contender -> contender.auroc().get(other).get(score));
  }
}
