package org.bcnn.random;

import static org.bcnn.random.Statistics.equalCountsScore;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fixed seeds; a bound of 4 on a score fails one seed in 16,000 for no reason. */
class RandomStreamTest {

  private static RandomStream stream(int draw) {
    return RandomStream.at(new NoiseAddress(50, 0, "shuffle", draw));
  }

  @Test
  void equalAddressesGiveEqualSequences() {
    RandomStream a = stream(0);
    RandomStream b = stream(0);
    RandomStream c = stream(1);
    for (int i = 0; i < 100; i++) {
      long word = a.nextLong();
      assertEquals(word, b.nextLong());
      assertNotEquals(word, c.nextLong());
    }
    assertArrayEquals(a.permutation(100), b.permutation(100));
  }

  @Test
  void refusesBadArguments() {
    assertEquals(
        "bound must be at least 1 but is 0",
        assertThrows(IllegalArgumentException.class, () -> stream(0).nextInt(0)).getMessage());
    assertEquals(
        "n must be at least 0 but is -1",
        assertThrows(IllegalArgumentException.class, () -> stream(0).permutation(-1)).getMessage());
    assertThrows(NullPointerException.class, () -> RandomStream.at(null));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 10, 64, 1000})
  void boundedIntegersAreUniform(int bound) {
    long[] counts = new long[bound];
    RandomStream random = stream(bound);
    for (int i = 0; i < 1_000_000; i++) {
      counts[random.nextInt(bound)]++;
    }
    double score = equalCountsScore(counts);
    assertTrue(Math.abs(score) < 4, "score " + score);
  }

  /**
   * With the bound 3/4 of 2^31 and 2^31 - 1, an implementation that takes the remainder of 31 bits,
   * or does not reject, prefers some of the thirds.
   */
  @ParameterizedTest
  @ValueSource(ints = {3 << 29, 0x7FFFFFFF, 0x60000001})
  void largeBoundsAreUnbiased(int bound) {
    long[] thirds = new long[3];
    long[] residues = new long[3];
    RandomStream random = stream(3);
    for (int i = 0; i < 3_000_000; i++) {
      int value = random.nextInt(bound);
      thirds[(int) (3L * value / bound)]++;
      residues[value % 3]++;
    }
    assertTrue(Math.abs(equalCountsScore(thirds)) < 4, Arrays.toString(thirds));
    assertTrue(Math.abs(equalCountsScore(residues)) < 4, Arrays.toString(residues));
  }

  @Test
  void boundOneGivesZero() {
    assertEquals(0, stream(0).nextInt(1));
  }

  @Test
  void doublesAreUniformBelowOne() {
    RandomStream random = stream(4);
    long[] top = new long[1000];
    long[] bottom = new long[1 << 10];
    for (int i = 0; i < 1_000_000; i++) {
      double u = random.nextDouble();
      assertTrue(u >= 0 && u < 1);
      assertEquals(Math.rint(u * 0x1p53), u * 0x1p53);
      top[(int) (u * 1000)]++;
      bottom[(int) ((long) (u * 0x1p53) & 1023)]++;
    }
    assertTrue(Math.abs(equalCountsScore(top)) < 4);
    assertTrue(Math.abs(equalCountsScore(bottom)) < 4);
  }

  /** The statistic exceeds 2.3 with probability 5e-5. */
  @Test
  void gaussiansAreNormal() {
    RandomStream random = stream(5);
    float[] sample = new float[1 << 20];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = (float) random.nextGaussian();
    }
    double statistic = Statistics.kolmogorovSmirnov(sample, Statistics::normalCdf);
    assertTrue(statistic < 2.3, "statistic " + statistic);
  }

  @Test
  void permutationHoldsEveryNumberOnce() {
    for (int n : new int[] {0, 1, 2, 1000}) {
      int[] permutation = stream(6).permutation(n);
      Arrays.sort(permutation);
      assertArrayEquals(IntStream.range(0, n).toArray(), permutation);
    }
  }

  @Test
  void shuffleKeepsTheValues() {
    int[] values = {5, 5, 9, -1, 0, 7};
    stream(7).shuffle(values);
    Arrays.sort(values);
    assertArrayEquals(new int[] {-1, 0, 5, 5, 7, 9}, values);
  }

  @Test
  void ordersOfFourAreEquallyProbable() {
    RandomStream random = stream(8);
    long[] counts = new long[24];
    for (int i = 0; i < 240_000; i++) {
      counts[rank(random.permutation(4))]++;
    }
    double score = equalCountsScore(counts);
    assertTrue(Math.abs(score) < 4, "score " + score);
  }

  /** The rank of a permutation in lexical order. */
  private static int rank(int[] permutation) {
    int rank = 0;
    for (int i = 0; i < permutation.length; i++) {
      int smaller = 0;
      for (int j = i + 1; j < permutation.length; j++) {
        smaller += permutation[j] < permutation[i] ? 1 : 0;
      }
      rank = rank * (permutation.length - i) + smaller;
    }
    return rank;
  }
}
