package org.bcnn.uncertainty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NormalisationTest {
  private static double[] row(Normalisation normalisation, float... logits) {
    PredictiveDistribution p =
        Logits.owning(1, 1, logits.length, logits).distribution(normalisation);
    return IntStream.range(0, logits.length).mapToDouble(c -> p.probability(0, 0, c)).toArray();
  }

  /** exp(log 3) = 3; softplus(log(e² − 1)) = 2, softplus(log(e − 1)) = 1. */
  @Test
  void byHand() {
    assertArrayEquals(
        new double[] {0.75, 0.25}, row(Normalisation.SOFTMAX, (float) Math.log(3), 0), 1e-7);
    float two = (float) Math.log(Math.E * Math.E - 1);
    float one = (float) Math.log(Math.E - 1);
    assertArrayEquals(
        new double[] {0.5, 0.25, 0.25}, row(Normalisation.SOFTPLUS, two, one, one), 1e-7);
  }

  /** softplus is exp far below 0 and the identity far above. */
  @Test
  void softplusIsSoftmaxBelowAndProportionalAbove() {
    assertArrayEquals(
        row(Normalisation.SOFTMAX, -2000, -2001), row(Normalisation.SOFTPLUS, -2000, -2001), 1e-12);
    assertArrayEquals(
        new double[] {0.75, 0.25}, row(Normalisation.SOFTPLUS, 3000, 1000), 1e-6, "float32 logs");
    assertArrayEquals(
        row(Normalisation.SOFTPLUS, -39.9999f, -41),
        row(Normalisation.SOFTPLUS, -40.0001f, -41.0002f),
        1e-6,
        "no step where the form changes");
  }

  @Test
  void confidentMistakesKeepTheirLikelihood() {
    PredictiveDistribution p =
        Logits.owning(1, 1, 2, new float[] {0, 2000}).distribution(Normalisation.SOFTMAX);
    assertEquals(-2000, p.logMean(0, 0));
  }

  /**
   * Aleatoric and epistemic variances by the definitions, from probabilities by the definitions,
   * and their sum, which is that of a draw from p̄: diag(p̄) − p̄ p̄ᵀ.
   */
  @ParameterizedTest
  @EnumSource(Normalisation.class)
  void decompositionIsThatOfTheDefinition(Normalisation normalisation) {
    int draws = 7;
    int examples = 20;
    int classes = 4;
    float[] logits = new float[draws * examples * classes];
    RandomStream stream = RandomStream.at(new NoiseAddress(5, 0, "logits", 0));
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (3 * stream.nextGaussian());
    }
    Logits drawn = Logits.owning(draws, examples, classes, logits);
    PredictiveDistribution p = drawn.distribution(normalisation);
    for (int i = 0; i < examples; i++) {
      double epistemicTrace = 0;
      double aleatoricTrace = 0;
      for (int c = 0; c < classes; c++) {
        double[] probability = new double[draws];
        for (int s = 0; s < draws; s++) {
          double sum = 0;
          for (int k = 0; k < classes; k++) {
            sum += score(normalisation, drawn.value(s, i, k));
          }
          probability[s] = score(normalisation, drawn.value(s, i, c)) / sum;
        }
        double mean = IntStream.range(0, draws).mapToDouble(s -> probability[s]).sum() / draws;
        double epistemic = 0;
        double aleatoric = 0;
        for (double one : probability) {
          epistemic += (one - mean) * (one - mean) / draws;
          aleatoric += one * (1 - one) / draws;
        }
        epistemicTrace += epistemic;
        aleatoricTrace += aleatoric;
        assertEquals(mean, p.mean(i, c), 1e-6);
        assertEquals(epistemic, p.epistemic(i, c), 1e-6);
        assertEquals(aleatoric, p.aleatoric(i, c), 1e-6);
        assertEquals(
            p.mean(i, c) * (1 - p.mean(i, c)), p.epistemic(i, c) + p.aleatoric(i, c), 1e-14);
      }
      assertEquals(epistemicTrace, p.epistemic(i), 1e-6);
      assertEquals(aleatoricTrace, p.aleatoric(i), 1e-6);
    }
  }

  private static double score(Normalisation normalisation, double logit) {
    return normalisation == Normalisation.SOFTMAX ? Math.exp(logit) : Math.log(1 + Math.exp(logit));
  }

  @Test
  void refusesWhatIsNoLogit() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> row(Normalisation.SOFTMAX, 0, Float.NaN))
            .getMessage();
    assertTrue(message.contains("NaN"), message);
    assertThrows(
        IllegalArgumentException.class,
        () -> row(Normalisation.SOFTPLUS, Float.POSITIVE_INFINITY, 0));
    assertThrows(IllegalArgumentException.class, () -> Logits.owning(1, 2, 2, new float[3]));
  }
}
