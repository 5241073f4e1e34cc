package org.bcnn.tasks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.uncertainty.Logits;
import org.bcnn.uncertainty.ReliabilityDiagram;
import org.junit.jupiter.api.Test;

/** Means, errors and mixtures, worked by hand. */
class ComparisonScoresTest {
  private static final float LOG_3 = (float) Math.log(3);

  private static Predictions predictions(double seconds, float[] test, float[] other) {
    return new Predictions(
        Logits.owning(1, test.length / 2, 2, test),
        Map.of("other", Logits.owning(1, other.length / 2, 2, other)),
        seconds);
  }

  /** 1, 2, 6: mean 3, s² = (4 + 1 + 9) / 2 = 7, standard error √(7 / 3). */
  @Test
  void meanAndStandardError() {
    MeanWithError value = MeanWithError.of(List.of(1.0, 2.0, 6.0));
    assertEquals(3, value.mean());
    assertEquals(Math.sqrt(7 / 3.0), value.standardError(), 1e-15);
    assertEquals(0, MeanWithError.of(List.of(0.5, 0.5)).standardError());
    assertTrue(Double.isNaN(MeanWithError.of(List.of(4.0)).standardError()));
    assertThrows(IllegalArgumentException.class, () -> MeanWithError.of(List.of()));
  }

  /**
   * Logits log 3 and 0 are probabilities ¾ and ¼. The members agree on the first test image and
   * contradict each other on the second: p̄ is (¾, ¼) and (½, ½). With labels 0 and 1 the first is
   * right and the second, a tie, is taken for class 0 and wrong. NLL: (ln 4/3 + ln 2) / 2. Brier:
   * (2/16 + 2/4) / 2. Of the other kind they contradict each other on every image, so that the
   * mutual information tells it from the first test image, and not from the second: AUROC ¾.
   */
  @Test
  void scoresOfAMixture() {
    Predictions first =
        predictions(3, new float[] {LOG_3, 0, LOG_3, 0}, new float[] {LOG_3, 0, LOG_3, 0});
    Predictions second =
        predictions(5, new float[] {LOG_3, 0, 0, LOG_3}, new float[] {0, LOG_3, 0, LOG_3});
    Predictions mixture = Predictions.mixture(List.of(first, second));
    assertSame(first, Predictions.mixture(List.of(first)));
    LabelledImages images =
        LabelledImages.of(1, 1, 1, List.of("a", "b"), new byte[2], new int[] {0, 1});
    ContenderScores scores = ContenderScores.of(mixture, images, 20, 7);
    assertEquals(2, scores.draws());
    assertEquals(0.5, scores.calibration().accuracy());
    double nll = (Math.log(4 / 3.0) + Math.log(2)) / 2;
    assertEquals(nll, scores.calibration().negativeLogLikelihood(), 1e-6);
    assertEquals((2 / 16.0 + 2 / 4.0) / 2, scores.calibration().brier(), 1e-6);
    // Of the same predictions, confidences ¾ (right) and ½ (wrong) in bins 11 and 7 of 15.
    assertEquals(1, scores.reliability().bins().get(11).examples());
    assertEquals(1, scores.reliability().bins().get(11).accuracy());
    assertEquals(0.5, scores.reliability().bins().get(7).confidence(), 1e-7);
    assertEquals(0, scores.reliability().bins().get(7).accuracy());
    assertEquals(0.75, scores.auroc().get("other").get("mutualInformation"));
    assertEquals(8 / 2.0, scores.secondsPerImage(), "the time of both members, an image");
    assertEquals(7, scores.trainSeconds());
    assertEquals(20, scores.parameters());
  }

  /** 10 images of accuracy 0.9 and 10 of 0.7, all of confidence ¾. */
  @Test
  void reliabilityIsOfTheImagesOfAllSeeds() {
    ReliabilityDiagram pooled =
        ScoresByHand.summary(
                Contender.BAYESIAN,
                ScoresByHand.scores(0.9, Map.of()),
                ScoresByHand.scores(0.7, Map.of()))
            .reliability();
    assertEquals(20, pooled.bins().get(1).examples());
    assertEquals(0.8, pooled.bins().get(1).accuracy(), 1e-15);
    assertEquals(0.75, pooled.bins().get(1).confidence(), 1e-15);
    assertEquals(0, pooled.bins().get(0).examples());
  }

  /**
   * Differences 1, 2, 6 have the standard error √(7 / 3); t(0.975; 2) is 4.3027, and t(0.975; 1)
   * 12.7062, in any table.
   */
  @Test
  void pairedDifferencesAndTheirInterval() {
    MeanWithError difference =
        MeanWithError.of(List.of(11.0, 22.0, 36.0))
            .minus(MeanWithError.of(List.of(10.0, 20.0, 30.0)));
    assertEquals(List.of(1.0, 2.0, 6.0), difference.values());
    assertEquals(4.3027 * Math.sqrt(7 / 3.0), difference.halfWidth(0.95), 1e-4);
    assertEquals(12.7062, MeanWithError.of(List.of(-1.0, 1.0)).halfWidth(0.95), 1e-4);
    assertTrue(Double.isNaN(MeanWithError.of(List.of(4.0)).halfWidth(0.95)));
    MeanWithError one = MeanWithError.of(List.of(4.0));
    assertThrows(IllegalArgumentException.class, () -> difference.minus(one));
  }

  /** By their means over the seeds, not in any one of them, and the first where they are equal. */
  @Test
  void theBestScoreIsTheOneOfTheBestMean() {
    ContenderSummary summary =
        ScoresByHand.summary(
            Contender.DROPOUT,
            ScoresByHand.scores(0.9, Map.of("predictiveEntropy", 0.6, "epistemic", 0.9)),
            ScoresByHand.scores(0.7, Map.of("predictiveEntropy", 0.8, "epistemic", 0.7)));
    assertEquals("epistemic", summary.bestScore("glyphs"));
    assertEquals(0.8, summary.auroc().get("glyphs").get("epistemic").mean(), 1e-15);
    assertEquals(0.8, summary.scores().get("accuracy").mean(), 1e-15);
    assertEquals(0.1, summary.scores().get("accuracy").standardError(), 1e-15);
    assertEquals(
        "predictiveEntropy",
        ScoresByHand.summary(Contender.DROPOUT, ScoresByHand.scores(0.9, Map.of()))
            .bestScore("glyphs"));
    assertThrows(IllegalArgumentException.class, () -> ScoresByHand.summary(Contender.ENSEMBLE));
  }
}
