package org.bcnn.random;

import static org.bcnn.random.Statistics.equalCountsScore;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The distribution of the uniform noise and the signs, on fixed seeds. Scores are standard normal
 * if the noise is as it should be: a bound of 4 fails one seed in 16,000 for no reason, and one of
 * 5 one in 1,700,000.
 */
class UniformNoiseTest {

  private static final int N = 3 << 21;

  /** Makes 24-bit integers. */
  private static int[] integers(int draw) {
    float[] values = new float[N];
    PortableNoise.fillUniform(new NoiseAddress(40, 0, "input/mask", draw).key(), 0, values, 0, N);
    int[] integers = new int[N];
    for (int i = 0; i < N; i++) {
      integers[i] = (int) (values[i] * 0x1p24f);
    }
    return integers;
  }

  private static float[] signs(String path) {
    float[] values = new float[N];
    PortableNoise.fillSigns(new NoiseAddress(41, 0, path, 0).key(), 0, values, 0, N);
    return values;
  }

  /** A false alarm in 20,000 seeds. */
  @Test
  void kolmogorovSmirnovAgreesWithTheUniformDistribution() {
    float[] values = new float[N];
    PortableNoise.fillUniform(new NoiseAddress(42, 0, "input/mask", 0).key(), 0, values, 0, N);
    double statistic = Statistics.kolmogorovSmirnov(values, x -> x);
    assertTrue(statistic < 2.3, "statistic " + statistic);
  }

  @Test
  void singleValuesPairsAndTriplesAreEquidistributed() {
    long[] top = new long[1 << 12];
    long[] bottom = new long[1 << 12];
    long[] pairs = new long[1 << 16];
    long[] triples = new long[1 << 15];
    long[] lowTriples = new long[1 << 15];
    int[] v = integers(0);
    for (int i = 0; i < N; i += 6) {
      for (int j = i; j < i + 6; j++) {
        top[v[j] >> 12]++;
        bottom[v[j] & 0xFFF]++;
      }
      for (int j = i; j < i + 6; j += 2) {
        pairs[v[j] >> 16 << 8 | v[j + 1] >> 16]++;
      }
      for (int j = i; j < i + 6; j += 3) {
        triples[v[j] >> 19 << 10 | v[j + 1] >> 19 << 5 | v[j + 2] >> 19]++;
        lowTriples[(v[j] & 31) << 10 | (v[j + 1] & 31) << 5 | (v[j + 2] & 31)]++;
      }
    }
    long[][] all = {top, bottom, pairs, triples, lowTriples};
    for (int i = 0; i < all.length; i++) {
      double score = equalCountsScore(all[i]);
      assertTrue(Math.abs(score) < 4, "table " + i + " has score " + score);
    }
  }

  /** 300 scores: a false alarm in 5,800 seeds. */
  @Test
  void bitsAreBalancedAndPairwiseIndependent() {
    int bits = 24;
    long[][] both = new long[bits][bits];
    int n = 1 << 20;
    for (int value : Arrays.copyOf(integers(1), n)) {
      for (int i = 0; i < bits; i++) {
        if ((value >> i & 1) != 0) {
          for (int j = 0; j <= i; j++) {
            both[i][j] += value >> j & 1;
          }
        }
      }
    }
    for (int i = 0; i < bits; i++) {
      for (int j = 0; j <= i; j++) {
        double p = i == j ? 0.5 : 0.25;
        double score = (both[i][j] - n * p) / Math.sqrt(n * p * (1 - p));
        assertTrue(Math.abs(score) < 5, "bits " + i + " and " + j + ": score " + score);
      }
    }
  }

  /** 131 scores: a false alarm in 13,000 seeds. */
  @Test
  void signsAreBalancedAndSeriallyIndependent() {
    float[] signs = signs("conv1/signs");
    double sum = 0;
    for (float s : signs) {
      sum += s;
    }
    assertTrue(Math.abs(sum / Math.sqrt(N)) < 5, "balance has score " + sum / Math.sqrt(N));
    for (int lag = 1; lag <= 130; lag++) {
      double score = Statistics.correlationScore(signs, 0, signs, lag, N - lag);
      assertTrue(Math.abs(score) < 5, "lag " + lag + " has score " + score);
    }
  }

  /** Each of the 64 places in a word is balanced, and runs of 16 signs take all patterns. */
  @Test
  void patternsOfSignsAreEquidistributed() {
    float[] signs = signs("conv2/signs");
    long[] patterns = new long[1 << 16];
    double[] places = new double[Long.SIZE];
    int pattern = 0;
    for (int i = 0; i < N; i++) {
      places[i % Long.SIZE] += signs[i];
      pattern = (pattern << 1 | (signs[i] > 0 ? 1 : 0)) & 0xFFFF;
      if (i % 16 == 15) {
        patterns[pattern]++;
      }
    }
    double score = equalCountsScore(patterns);
    assertTrue(Math.abs(score) < 4, "patterns have score " + score);
    for (double sum : places) {
      assertTrue(Math.abs(sum) / Math.sqrt(N / Long.SIZE) < 5, "a place has the sum " + sum);
    }
  }

  @Test
  void signsOfNeighbouringAddressesAreUncorrelated() {
    double score = Statistics.correlationScore(signs("in"), 0, signs("out"), 0, N);
    assertTrue(Math.abs(score) < 4, "score " + score);
  }
}
