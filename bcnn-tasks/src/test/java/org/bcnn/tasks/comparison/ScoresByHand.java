package org.bcnn.tasks.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.uncertainty.Calibration;
import org.bcnn.uncertainty.ReliabilityDiagram;

/** Scores that are given, not measured. */
public final class ScoresByHand {
  private ScoresByHand() {}

  /**
   * Scores of an accuracy and 10 images of confidence ¾, with one other data set and AUROCs of ½
   * but for those given.
   */
  public static ContenderScores scores(double accuracy, Map<String, Double> auroc) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String score : List.of("predictiveEntropy", "mutualInformation", "epistemic")) {
      scores.put(score, auroc.getOrDefault(score, 0.5));
    }
    return new ContenderScores(
        30,
        new Calibration(accuracy, 0.25, 0.125, 0.0625),
        new ReliabilityDiagram(
            List.of(
                new ReliabilityDiagram.Bin(0, 0.5, 0, Double.NaN, Double.NaN),
                new ReliabilityDiagram.Bin(0.5, 1, 10, 0.75, accuracy))),
        Map.of("glyphs", scores),
        1234,
        Double.NaN,
        0.002);
  }

  /** The scores of a contender, a seed each. */
  public static ContenderSummary summary(Contender contender, ContenderScores... runs) {
    return new ContenderSummary(contender, List.of(runs));
  }
}
