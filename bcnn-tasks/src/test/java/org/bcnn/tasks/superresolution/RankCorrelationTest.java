package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  @Test
  void equalNumbersShareTheMeanOfTheirRanks() {
    double[] values = {3, -1, 3, 7, -0.0, 0.0, 3};
    assertArrayEquals(
        new double[] {5, 1, 5, 7, 2.5, 2.5, 5}, new Ranking(values).midRanks(values), 0);
  }

  /** Ranks 1 2 3 4 5 and 2 1 4 3 5: 1 - 6 (1 + 1 + 1 + 1) / (5 (25 - 1)) = 0.8. */
  @Test
  void withoutTiesItIsSpearmansFormula() {
    double[] a = {1, 2, 3, 4, 5};
    assertEquals(0.8, RankCorrelation.spearman(a, new double[] {20, 10, 1e9, 30, 1e10}), 1e-12);
    assertEquals(1, RankCorrelation.spearman(a, new double[] {-4, -3, 0, 0.1, 8}), 1e-12);
    assertEquals(-1, RankCorrelation.spearman(a, new double[] {4, 3, 2, 1, 0}), 1e-12);
  }

  /**
   * Ranks 1.5 1.5 3 4 and 1 2.5 2.5 4, from their mean -1 -1 .5 1.5 and -1.5 0 0 1.5: products 1.5
   * + 2.25 = 3.75, squares 4.5 each, so 5/6.
   */
  @Test
  void tiesAreHalved() {
    assertEquals(
        5.0 / 6,
        RankCorrelation.spearman(new double[] {1, 1, 2, 3}, new double[] {0, 4, 4, 9}),
        1e-12);
  }

  /** The same by comparing every pair, with many ties. */
  @Test
  void itIsThePearsonCorrelationOfRanksByCounting() {
    RandomStream random = RandomStream.at(new NoiseAddress(1, 0, "ranks", 0));
    double[] a = new double[400];
    double[] b = new double[400];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextInt(60);
      b[i] = Math.rint(a[i] / 9 + 3 * random.nextGaussian());
    }
    double[] ranksA = counted(a);
    double[] ranksB = counted(b);
    double meanA = mean(ranksA, new double[0]);
    double meanB = mean(ranksB, new double[0]);
    double covariance = mean(ranksA, ranksB) - meanA * meanB;
    double varianceA = mean(ranksA, ranksA) - meanA * meanA;
    double varianceB = mean(ranksB, ranksB) - meanB * meanB;
    double expected = covariance / Math.sqrt(varianceA * varianceB);
    assertEquals(expected, RankCorrelation.spearman(a, b), 1e-12);
    assertTrue(expected > 0.3 && expected < 0.9, "the case shows something: " + expected);
  }

  private static double[] counted(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < ranks.length; i++) {
      for (double other : values) {
        ranks[i] += other < values[i] ? 1 : other == values[i] ? 0.5 : 0;
      }
      ranks[i] += 0.5;
    }
    return ranks;
  }

  /** The mean of products, or of the first alone. */
  private static double mean(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * (b.length == 0 ? 1 : b[i]);
    }
    return sum / a.length;
  }

  @Test
  void withoutAnOrderThereIsNone() {
    assertEquals(Double.NaN, RankCorrelation.spearman(new double[] {1, 2}, new double[] {3, 3}));
    assertEquals(Double.NaN, RankCorrelation.spearman(new double[] {1}, new double[] {3}));
    assertThrows(
        IllegalArgumentException.class,
        () -> RankCorrelation.spearman(new double[] {1}, new double[] {1, 2}));
    assertThrows(
        IllegalArgumentException.class,
        () -> RankCorrelation.spearman(new double[] {Double.NaN}, new double[] {1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> RankCorrelation.spearman(new double[0], new double[0]));
  }
}
