package org.bcnn.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final double LOG_2 = Math.log(2);

  private static Calibration ofOneDraw(int[] labels, double... probabilities) {
    int examples = labels.length;
    int classes = probabilities.length / examples;
    return Calibration.of(
        PredictiveDistribution.ofProbabilities(1, examples, classes, probabilities), labels);
  }

  /**
   * Worked by hand. Confidences 3/4 (right), 1/2 (wrong), 1 (right): NLL (log 4/3 + log 4 + 0) / 3;
   * Brier (1/16 + 1/16 + 1/4 + 9/16 + 1/16 + 0) / 3; gaps |3/4 − 1| + |1/2 − 0| + 0 over 3.
   */
  @Test
  void scoresByHand() {
    Calibration c = ofOneDraw(new int[] {0, 1, 2}, 0.75, 0.25, 0, 0.5, 0.25, 0.25, 0, 0, 1);
    assertEquals(2 / 3.0, c.accuracy(), 1e-15);
    assertEquals((Math.log(4 / 3.0) + Math.log(4)) / 3, c.negativeLogLikelihood(), 1e-15);
    double brier = (1 / 16.0 + 1 / 16.0) + (1 / 4.0 + 9 / 16.0 + 1 / 16.0);
    assertEquals(brier / 3, c.brier(), 1e-15);
    assertEquals((0.25 + 0.5) / 3, c.expectedCalibrationError(), 1e-15);
  }

  @Test
  void perfectPredictionsScorePerfectly() {
    assertEquals(new Calibration(1, 0, 0, 0), ofOneDraw(new int[] {1, 0}, 0, 1, 1, 0));
  }

  @Test
  void confidentMistakesScoreWorst() {
    assertEquals(
        new Calibration(0, Double.POSITIVE_INFINITY, 2, 1), ofOneDraw(new int[] {1}, 1, 0));
  }

  /** Gaps within a bin cancel: confidence 3/5 twice, right once, leaves |6/5 − 1| / 2. */
  @Test
  void gapsCancelWithinABin() {
    Calibration c = ofOneDraw(new int[] {0, 1}, 0.6, 0.4, 0.6, 0.4);
    assertEquals(0.1, c.expectedCalibrationError(), 1e-15);
  }

  /** Gaps do not cancel between bins: 0.6 right, 0.75 wrong leave (0.4 + 0.75) / 2. */
  @Test
  void gapsDoNotCancelBetweenBins() {
    Calibration c = ofOneDraw(new int[] {0, 1}, 0.6, 0.4, 0.75, 0.25);
    assertEquals((0.4 + 0.75) / 2, c.expectedCalibrationError(), 1e-15);
  }

  /**
   * The edge 12/15 = 0.8 belongs to the bin above it: with 0.85, right, it makes one bin with |0.8
   * + 0.85 − 1| / 2, and with 0.75, right, it makes two with (0.8 + 0.25) / 2.
   */
  @Test
  void binContainsItsLowerEdge() {
    int[] labels = {1, 0};
    Calibration above = ofOneDraw(labels, 0.8, 0.2, 0.85, 0.15);
    assertEquals((0.8 + 0.85 - 1) / 2, above.expectedCalibrationError(), 1e-15);
    Calibration below = ofOneDraw(labels, 0.8, 0.2, 0.75, 0.25);
    assertEquals((0.8 + 0.25) / 2, below.expectedCalibrationError(), 1e-15);
  }

  /** Confidence 1 is in the last bin, with 0.95: one right, one wrong, |1.95 − 1| / 2. */
  @Test
  void lastBinContainsOne() {
    Calibration c = ofOneDraw(new int[] {0, 1}, 1, 0, 0.95, 0.05);
    assertEquals(0.95 / 2, c.expectedCalibrationError(), 1e-15);
  }

  /** The likelihood is of the mean probability, −log ½(½ + ¼), not the mean of the two. */
  @Test
  void scoresAreOfTheMeanOverDraws() {
    PredictiveDistribution p =
        PredictiveDistribution.ofProbabilities(2, 1, 2, new double[] {0.5, 0.5, 0.25, 0.75});
    Calibration c = Calibration.of(p, new int[] {0});
    assertEquals(-Math.log(0.375), c.negativeLogLikelihood(), 1e-15);
    assertEquals(2 * 0.625 * 0.625, c.brier(), 1e-15);
    assertEquals(0, c.accuracy());
  }

  @Test
  void confidentMistakeFromLogProbabilitiesCostsWhatItCosts() {
    float[] logs = {-2000, 0, -2000, 0};
    Calibration c =
        Calibration.of(PredictiveDistribution.ofLogProbabilities(2, 1, 2, logs), new int[] {0});
    assertEquals(2000, c.negativeLogLikelihood());
  }

  @Test
  void oneDrawThatKnowsSavesTheLikelihood() {
    float[] logs = {-2000, 0, 0, -2000};
    Calibration c =
        Calibration.of(PredictiveDistribution.ofLogProbabilities(2, 1, 2, logs), new int[] {0});
    assertEquals(LOG_2, c.negativeLogLikelihood(), 1e-15);
  }

  /** The definitions written again, bin by bin with the edges compared rather than divided. */
  @Test
  void agreesWithTheDefinitions() {
    RandomPredictions data = new RandomPredictions("calibration", 5, 3000, 4, 1.5);
    double nll = 0;
    double brier = 0;
    double hits = 0;
    double ece = 0;
    double[] confidence = new double[data.examples];
    boolean[] correct = new boolean[data.examples];
    for (int i = 0; i < data.examples; i++) {
      int example = i;
      double[] mean =
          IntStream.range(0, data.classes)
              .mapToDouble(
                  c ->
                      IntStream.range(0, data.draws)
                          .mapToDouble(s -> data.probability(s, example, c))
                          .average()
                          .orElseThrow())
              .toArray();
      int best = 0;
      for (int c = 0; c < mean.length; c++) {
        best = mean[c] > mean[best] ? c : best;
        brier += Math.pow(mean[c] - (c == data.labels[i] ? 1 : 0), 2) / data.examples;
      }
      nll -= Math.log(mean[data.labels[i]]) / data.examples;
      confidence[i] = mean[best];
      correct[i] = best == data.labels[i];
      hits += correct[i] ? 1 : 0;
    }
    for (int bin = 0; bin < 15; bin++) {
      double low = bin / 15.0;
      double high = bin == 14 ? 2 : (bin + 1) / 15.0;
      int[] inside =
          IntStream.range(0, data.examples)
              .filter(i -> confidence[i] >= low && confidence[i] < high)
              .toArray();
      if (inside.length > 0) {
        double meanConfidence =
            IntStream.of(inside).mapToDouble(i -> confidence[i]).average().orElseThrow();
        double accuracy =
            IntStream.of(inside).mapToDouble(i -> correct[i] ? 1 : 0).average().orElseThrow();
        ece += Math.abs(meanConfidence - accuracy) * inside.length / data.examples;
      }
    }
    Calibration c = Calibration.of(data.distribution(), data.labels);
    assertEquals(hits / data.examples, c.accuracy(), 1e-12);
    assertEquals(nll, c.negativeLogLikelihood(), 1e-12);
    assertEquals(brier, c.brier(), 1e-12);
    assertEquals(ece, c.expectedCalibrationError(), 1e-12);
  }

  private static String refusal(int... labels) {
    PredictiveDistribution p =
        PredictiveDistribution.ofProbabilities(1, 2, 2, new double[] {0.5, 0.5, 0.5, 0.5});
    return assertThrows(IllegalArgumentException.class, () -> Calibration.of(p, labels))
        .getMessage();
  }

  @Test
  void refusesLabelsThatDoNotFit() {
    assertEquals(
        "scoring needs a label for each of at least one example, got 1 labels for 2 examples",
        refusal(0));
    assertEquals("the label of example 1 is 2, not one of the 2 classes from 0", refusal(0, 2));
    assertEquals("the label of example 0 is -1, not one of the 2 classes from 0", refusal(-1, 1));
  }

  @Test
  void refusesToScoreNothing() {
    PredictiveDistribution none = PredictiveDistribution.ofProbabilities(1, 0, 2, new double[0]);
    assertThrows(IllegalArgumentException.class, () -> Calibration.of(none, new int[0]));
  }
}
