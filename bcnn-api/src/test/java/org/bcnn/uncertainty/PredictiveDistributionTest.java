package org.bcnn.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PredictiveDistributionTest {
  private static final double LOG_2 = Math.log(2);

  /** Two draws that are sure of opposite classes, two that agree, two that lean apart. */
  private static PredictiveDistribution byHand() {
    return PredictiveDistribution.ofProbabilities(
        2,
        3,
        2,
        new double[] {
          1, 0, 0.5, 0.5, 0.75, 0.25,
          0, 1, 0.5, 0.5, 0.25, 0.75
        });
  }

  @Test
  void indicesAreDrawExampleClass() {
    PredictiveDistribution p = byHand();
    assertEquals(2, p.draws());
    assertEquals(3, p.examples());
    assertEquals(2, p.classes());
    assertEquals(0.25, p.probability(0, 2, 1));
    assertEquals(0.75, p.probability(1, 2, 1));
    assertEquals(0, p.probability(1, 0, 0));
  }

  /** Sure but contradictory draws: all epistemic, mutual information of one bit. */
  @Test
  void contradictionIsEpistemic() {
    PredictiveDistribution p = byHand();
    assertEquals(0.5, p.mean(0, 0));
    assertEquals(0.25, p.epistemic(0, 0));
    assertEquals(0.5, p.epistemic(0));
    assertEquals(0, p.aleatoric(0));
    assertEquals(LOG_2, p.predictiveEntropy(0), 1e-15);
    assertEquals(0, p.expectedEntropy(0));
    assertEquals(LOG_2, p.mutualInformation(0), 1e-15);
  }

  /** Draws that agree that nobody can know: all aleatoric, no mutual information. */
  @Test
  void agreedIgnoranceIsAleatoric() {
    PredictiveDistribution p = byHand();
    assertEquals(0, p.epistemic(1));
    assertEquals(0.25, p.aleatoric(1, 1));
    assertEquals(0.5, p.aleatoric(1));
    assertEquals(LOG_2, p.predictiveEntropy(1), 1e-15);
    assertEquals(LOG_2, p.expectedEntropy(1), 1e-15);
    assertEquals(0, p.mutualInformation(1), 1e-15);
  }

  /** Worked by hand: p̄ = ½, deviations ±¼, p̂(1 − p̂) = 3/16, H(¼) = 2 ln 2 − ¾ ln 3. */
  @Test
  void mixtureOfBoth() {
    PredictiveDistribution p = byHand();
    assertEquals(1 / 16.0, p.epistemic(2, 0));
    assertEquals(3 / 16.0, p.aleatoric(2, 0));
    assertEquals(1 / 8.0, p.epistemic(2));
    assertEquals(3 / 8.0, p.aleatoric(2));
    double entropy = 2 * LOG_2 - 0.75 * Math.log(3);
    assertEquals(entropy, p.expectedEntropy(2), 1e-15);
    assertEquals(LOG_2 - entropy, p.mutualInformation(2), 1e-15);
  }

  /**
   * Logits (2, 0) and (0, 1) are (1, −1) and (−½, ½) less their means: squares 2 and ½, their mean
   * (¼, −¼) twice ⅛, so 2 · ⅛ of 2.5 is signal. Scaling them and adding to them changes nothing.
   */
  @Test
  void theNoiseShareOfLogitsIsAsByHand() {
    Logits logits = Logits.owning(2, 2, 2, new float[] {2, 0, 25, 5, 0, 1, 5, 15});
    PredictiveDistribution p = logits.distribution(Normalisation.SOFTMAX);
    assertEquals(0.9, p.logitNoiseShare(0), 1e-6);
    assertEquals(0.9, p.logitNoiseShare(1), 1e-6);
  }

  /** Contradiction is all noise, agreement none; saying nothing is not being sure. */
  @Test
  void theNoiseShareOfLogitsHasLimits() {
    PredictiveDistribution p = byHand();
    assertEquals(1, p.logitNoiseShare(0), 1e-15, "impossible classes have large, finite logits");
    assertEquals(1, p.logitNoiseShare(1), "flat predictions");
    assertEquals(1, p.logitNoiseShare(2), 1e-15, "opposite");
    PredictiveDistribution single =
        PredictiveDistribution.ofProbabilities(1, 1, 2, new double[] {0.25, 0.75});
    assertEquals(0, single.logitNoiseShare(0), 1e-15);
    PredictiveDistribution alike =
        PredictiveDistribution.ofProbabilities(2, 1, 2, new double[] {0.3, 0.7, 0.3, 0.7});
    assertEquals(0, alike.logitNoiseShare(0), 1e-15);
  }

  @Test
  void firstOfTiesIsPredicted() {
    PredictiveDistribution p =
        PredictiveDistribution.ofProbabilities(
            1, 2, 3, new double[] {0.25, 0.375, 0.375, 0.5, 0.25, 0.25});
    assertEquals(1, p.predictedClass(0));
    assertEquals(0, p.predictedClass(1));
  }

  /** The prediction is of the mean probability, not of most draws: 0.4 + 0.4 + 0.9 wins. */
  @Test
  void predictionIsOfTheMean() {
    PredictiveDistribution p =
        PredictiveDistribution.ofProbabilities(
            3, 1, 2, new double[] {0.4, 0.6, 0.4, 0.6, 0.9, 0.1});
    assertEquals(0, p.predictedClass(0));
  }

  /** Epistemic and aleatoric covariance add up to diag(p̄) − p̄ p̄ᵀ, diagonal and trace. */
  @Test
  void uncertaintiesAddUpToTheVarianceOfTheLabel() {
    RandomPredictions data = new RandomPredictions("decomposition", 7, 40, 5, 3);
    PredictiveDistribution p = data.distribution();
    for (int i = 0; i < data.examples; i++) {
      double trace = 0;
      for (int c = 0; c < data.classes; c++) {
        double mean = p.mean(i, c);
        double variance = mean - mean * mean;
        trace += variance;
        assertEquals(variance, p.epistemic(i, c) + p.aleatoric(i, c), 1e-15);
        assertTrue(p.epistemic(i, c) >= 0);
      }
      // Rows of float32 log probabilities sum to 1 within 1e-6 only, hence not 1 − Σ p̄².
      assertEquals(trace, p.epistemic(i) + p.aleatoric(i), 1e-14);
    }
  }

  /** The definitions with whole covariance matrices, written again without the class. */
  @Test
  void agreesWithTheDefinitions() {
    RandomPredictions data = new RandomPredictions("definitions", 6, 20, 4, 2);
    PredictiveDistribution p = data.distribution();
    int classes = data.classes;
    for (int i = 0; i < data.examples; i++) {
      double[] mean = new double[classes];
      double expectedEntropy = 0;
      for (int s = 0; s < data.draws; s++) {
        for (int c = 0; c < classes; c++) {
          double value = data.probability(s, i, c);
          mean[c] += value / data.draws;
          expectedEntropy -= value * Math.log(value) / data.draws;
        }
      }
      double[][] epistemic = new double[classes][classes];
      double[][] aleatoric = new double[classes][classes];
      double entropy = 0;
      for (int a = 0; a < classes; a++) {
        entropy -= mean[a] * Math.log(mean[a]);
        for (int b = 0; b < classes; b++) {
          for (int s = 0; s < data.draws; s++) {
            double pa = data.probability(s, i, a);
            double pb = data.probability(s, i, b);
            epistemic[a][b] += (pa - mean[a]) * (pb - mean[b]) / data.draws;
            aleatoric[a][b] += ((a == b ? pa : 0) - pa * pb) / data.draws;
          }
          double total = (a == b ? mean[a] : 0) - mean[a] * mean[b];
          assertEquals(total, epistemic[a][b] + aleatoric[a][b], 1e-14);
        }
      }
      for (int c = 0; c < classes; c++) {
        assertEquals(mean[c], p.mean(i, c), 1e-15);
        assertEquals(Math.log(mean[c]), p.logMean(i, c), 1e-13);
        assertEquals(epistemic[c][c], p.epistemic(i, c), 1e-15);
        assertEquals(aleatoric[c][c], p.aleatoric(i, c), 1e-15);
      }
      assertEquals(entropy, p.predictiveEntropy(i), 1e-14);
      assertEquals(expectedEntropy, p.expectedEntropy(i), 1e-14);
      assertEquals(entropy - expectedEntropy, p.mutualInformation(i), 1e-14);
      assertTrue(p.mutualInformation(i) > 0);
      assertTrue(p.predictiveEntropy(i) <= Math.log(classes) + 1e-6);
    }
  }

  @Test
  void equalDrawsHaveNoEpistemicUncertainty() {
    RandomPredictions one = new RandomPredictions("equal", 1, 10, 4, 2);
    int row = one.logProbabilities.length;
    float[] three = new float[3 * row];
    for (int draw = 0; draw < 3; draw++) {
      System.arraycopy(one.logProbabilities, 0, three, draw * row, row);
    }
    PredictiveDistribution p = PredictiveDistribution.ofLogProbabilities(3, 10, 4, three);
    for (int i = 0; i < 10; i++) {
      assertEquals(0, p.epistemic(i), 1e-30);
      assertEquals(0, p.mutualInformation(i), 1e-15);
      assertEquals(one.distribution().aleatoric(i), p.aleatoric(i), 1e-15);
    }
  }

  @Test
  void sureClassHasNoUncertaintyAtAll() {
    PredictiveDistribution p =
        PredictiveDistribution.ofLogProbabilities(
            1, 1, 3, new float[] {0, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY});
    assertEquals(0, p.epistemic(0) + p.aleatoric(0));
    assertEquals(0, p.predictiveEntropy(0));
    assertEquals(0, p.logMean(0, 0));
    assertEquals(Double.NEGATIVE_INFINITY, p.logMean(0, 1));
  }

  /** log ½(e^-1000 + e^-1001) = −1000 + log ½(1 + 1/e), where e^-1000 is 0 in double precision. */
  @Test
  void logMeanDoesNotUnderflow() {
    float[] logs = {-1000, 0, -1001, 0};
    PredictiveDistribution p = PredictiveDistribution.ofLogProbabilities(2, 1, 2, logs);
    assertEquals(0, p.mean(0, 0));
    assertEquals(-1000 + Math.log(0.5 * (1 + Math.exp(-1))), p.logMean(0, 0), 1e-12);
    assertEquals(0, p.logMean(0, 1));
  }

  /** A draw that rules the class out halves the probability, and no more. */
  @Test
  void logMeanCountsDrawsThatRuleTheClassOut() {
    float[] logs = {Float.NEGATIVE_INFINITY, 0, -800, 0};
    PredictiveDistribution p = PredictiveDistribution.ofLogProbabilities(2, 1, 2, logs);
    assertEquals(-800 - LOG_2, p.logMean(0, 0), 1e-12);
  }

  /** Both ways of taking the logarithm meet where probabilities become subnormal. */
  @Test
  void logMeanIsContinuous() {
    for (float log = -700; log > -760; log -= 0.5f) {
      PredictiveDistribution p =
          PredictiveDistribution.ofLogProbabilities(1, 1, 2, new float[] {log, 0});
      assertEquals(log, p.logMean(0, 0), 1e-12);
    }
  }

  @Test
  void logMeanOfProbabilitiesIsTheirLogarithm() {
    PredictiveDistribution p = byHand();
    assertEquals(-LOG_2, p.logMean(0, 1), 1e-15);
    PredictiveDistribution zero =
        PredictiveDistribution.ofProbabilities(1, 1, 2, new double[] {0, 1});
    assertEquals(Double.NEGATIVE_INFINITY, zero.logMean(0, 0));
  }

  @Test
  void copiesWhatItIsGiven() {
    double[] given = {0.5, 0.5};
    PredictiveDistribution p = PredictiveDistribution.ofProbabilities(1, 1, 2, given);
    given[0] = 0;
    assertEquals(0.5, p.probability(0, 0, 0));
    float[] logs = {-1000, 0};
    PredictiveDistribution q = PredictiveDistribution.ofLogProbabilities(1, 1, 2, logs);
    logs[0] = -2000;
    assertEquals(-1000, q.logMean(0, 0));
  }

  private static String refusal(int draws, int examples, int classes, double... probabilities) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> PredictiveDistribution.ofProbabilities(draws, examples, classes, probabilities))
        .getMessage();
  }

  @Test
  void refusesWhatIsNoDistribution() {
    assertEquals(
        "there must be draws and classes, got 0 draws of 1 examples in 2 classes",
        refusal(0, 1, 2));
    assertEquals(
        "there must be draws and classes, got 1 draws of 1 examples in 0 classes",
        refusal(1, 1, 0));
    assertEquals(
        "1 draws of 2 examples in 2 classes need 4 probabilities, got 2",
        refusal(1, 2, 2, 0.5, 0.5));
    assertEquals(
        "draw 0 gives class 1 of example 1 the value NaN, which is not a probability",
        refusal(1, 2, 2, 0.5, 0.5, 1, Double.NaN));
    assertEquals(
        "draw 1 gives class 0 of example 0 the value -0.5, which is not a probability",
        refusal(2, 1, 2, 0.5, 0.5, -0.5, 1.5));
    assertEquals(
        "the class probabilities that draw 0 gives example 1 sum to 0.75, not to 1",
        refusal(1, 2, 2, 0.5, 0.5, 0.5, 0.25));
  }

  @Test
  void refusesLogProbabilitiesThatAreNone() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    PredictiveDistribution.ofLogProbabilities(
                        1, 1, 2, new float[] {Float.NaN, Float.NaN}))
            .getMessage();
    assertEquals(
        "draw 0 gives class 0 of example 0 the value NaN, which is not a probability", message);
  }

  @Test
  void toleratesFloatRounding() {
    PredictiveDistribution p =
        PredictiveDistribution.ofProbabilities(1, 1, 2, new double[] {1.00001, 0});
    assertEquals(0, p.predictedClass(0));
  }

  @Test
  void refusesIndicesOutOfRange() {
    PredictiveDistribution p = byHand();
    assertThrows(IndexOutOfBoundsException.class, () -> p.mean(0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> p.mean(3, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> p.probability(2, 0, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> p.logMean(0, -1));
  }

  @Test
  void noExamplesAreAllowed() {
    assertEquals(0, PredictiveDistribution.ofProbabilities(2, 0, 3, new double[0]).examples());
  }
}
