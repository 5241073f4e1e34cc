package org.bcnn.random;

import static org.bcnn.random.Statistics.countsScore;
import static org.bcnn.random.Statistics.kolmogorovSmirnov;
import static org.bcnn.random.Statistics.normalCdf;
import static org.bcnn.random.Statistics.upperTail;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The distribution of the normal noise, on fixed seeds. Scores are standard normal if the noise is
 * as it should be, so a bound of 4 fails one seed in 16,000 for no reason, and one of 4.5 one in
 * 150,000.
 */
class NormalNoiseTest {

  private static final int CHUNK = 1 << 20;

  /** Visits 2^25 deviates: 32 draws of 2^20. */
  private static void forEachChunk(java.util.function.Consumer<float[]> visitor) {
    float[] chunk = new float[CHUNK];
    for (int draw = 0; draw < 32; draw++) {
      PortableNoise.fillNormal(
          new NoiseAddress(20, 5, "conv2/activation", draw).key(), 0, chunk, 0, CHUNK);
      visitor.accept(chunk);
    }
  }

  /** Four scores against a bound of 4: a false alarm in 4,000 seeds. */
  @Test
  void momentsAreThoseOfTheNormalDistribution() {
    double[] sums = new double[5];
    forEachChunk(
        chunk -> {
          for (float x : chunk) {
            double square = (double) x * x;
            sums[0]++;
            sums[1] += x;
            sums[2] += square;
            sums[3] += square * x;
            sums[4] += square * square;
          }
        });
    double n = sums[0];
    // The variance of x^k is the moment of order 2k less the squared moment of order k.
    double[] mean = {0, 0, 1, 0, 3};
    double[] variance = {0, 1, 2, 15, 96};
    for (int k = 1; k <= 4; k++) {
      double score = (sums[k] / n - mean[k]) * Math.sqrt(n / variance[k]);
      assertTrue(Math.abs(score) < 4, "moment " + k + " has score " + score);
    }
  }

  /** Bins of width 1/64 to 4.5, then the tails; and the magnitude of the deviates near zero. */
  @Test
  void countsInBinsAreThoseOfTheNormalDistribution() {
    int half = 64 * 9 / 2;
    long[] bins = new long[2 * half + 2];
    long[] small = new long[1024];
    forEachChunk(
        chunk -> {
          for (float x : chunk) {
            int bin = (int) Math.floor(x * 64.0) + half + 1;
            bins[Math.max(0, Math.min(bins.length - 1, bin))]++;
            if (Math.abs(x) < 0x1p-4f) {
              small[(int) (Math.abs(x) * 0x1p14f)]++;
            }
          }
        });
    double[] probabilities = new double[bins.length];
    for (int i = 1; i < bins.length - 1; i++) {
      probabilities[i] = normalCdf((i - half) / 64.0) - normalCdf((i - 1 - half) / 64.0);
    }
    probabilities[0] = upperTail(4.5);
    probabilities[bins.length - 1] = upperTail(4.5);
    double score = countsScore(bins, probabilities);
    assertTrue(Math.abs(score) < 4, "bins have score " + score);

    double[] smallProbabilities = new double[small.length];
    double all = normalCdf(0x1p-4) - 0.5;
    for (int i = 0; i < small.length; i++) {
      smallProbabilities[i] = (normalCdf((i + 1) * 0x1p-14) - normalCdf(i * 0x1p-14)) / all;
    }
    double smallScore = countsScore(small, smallProbabilities);
    assertTrue(Math.abs(smallScore) < 4, "bins near zero have score " + smallScore);
  }

  /**
   * Counts beyond 3, 4 and 5 standard deviations on either side. The first two as scores against 4.
   * Of the 9.6 deviates expected beyond 5, fewer than 1 or more than 24 come with probability 1e-4.
   */
  @Test
  void tailsHoldAsManyDeviatesAsTheyShould() {
    long[][] beyond = new long[2][6];
    float[] extremes = new float[2];
    forEachChunk(
        chunk -> {
          for (float x : chunk) {
            float magnitude = Math.abs(x);
            if (magnitude > 3) {
              for (int k = 3; k <= Math.min(5, (int) magnitude); k++) {
                beyond[x > 0 ? 1 : 0][k]++;
              }
              extremes[0] = Math.min(extremes[0], x);
              extremes[1] = Math.max(extremes[1], x);
            }
          }
        });
    for (int side = 0; side < 2; side++) {
      for (int k = 3; k <= 4; k++) {
        double expected = 32.0 * CHUNK * upperTail(k);
        double score = (beyond[side][k] - expected) / Math.sqrt(expected);
        assertTrue(Math.abs(score) < 4, "beyond " + k + ": score " + score);
      }
      assertTrue(beyond[side][5] >= 1 && beyond[side][5] <= 24, "beyond 5: " + beyond[side][5]);
      // Beyond 7 with probability 1e-12 a deviate, 4e-5 in all.
      assertTrue(Math.abs(extremes[side]) < 7, "extreme " + extremes[side]);
    }
  }

  /** A false alarm in 20,000 seeds. */
  @Test
  void kolmogorovSmirnovAgreesWithTheNormalDistribution() {
    float[] sample = new float[1 << 22];
    PortableNoise.fillNormal(
        new NoiseAddress(21, 0, "fc1/bias", 0).key(), 0, sample, 0, sample.length);
    double statistic = kolmogorovSmirnov(sample, Statistics::normalCdf);
    assertTrue(statistic < 2.3, "statistic " + statistic);
  }

  /**
   * The part beyond the start of the tail, about 3,900 of 2^25 deviates, against the normal
   * distribution given that. A false alarm in 20,000 seeds.
   */
  @Test
  void kolmogorovSmirnovAgreesInTheTail() {
    float[] sample = new float[10_000];
    int[] count = new int[1];
    forEachChunk(
        chunk -> {
          for (float x : chunk) {
            if (Math.abs(x) > Ziggurat.TAIL_START) {
              sample[count[0]++] = Math.abs(x);
            }
          }
        });
    double all = upperTail(Ziggurat.TAIL_START);
    DoubleUnaryOperator cdf = x -> 1 - upperTail(x) / all;
    double statistic = kolmogorovSmirnov(Arrays.copyOf(sample, count[0]), cdf);
    assertTrue(statistic < 2.3, "statistic " + statistic + " of " + count[0]);
  }

  /** The element 0 of 2^21 steps: a false alarm in 20,000 seeds, and in 8,000 for the moments. */
  @Test
  void firstElementsOfSuccessiveStepsAreNormalAndIndependent() {
    float[] sample = new float[1 << 21];
    for (int step = 0; step < sample.length; step++) {
      PortableNoise.fillNormal(
          new NoiseAddress(22, step, "conv1/weight", 0).key(), 0, sample, step, step + 1);
    }
    for (int lag = 1; lag <= 4; lag++) {
      double score = Statistics.correlationScore(sample, 0, sample, lag, sample.length - lag);
      assertTrue(Math.abs(score) < 4.5, "lag " + lag + " has score " + score);
    }
    double statistic = kolmogorovSmirnov(sample, Statistics::normalCdf);
    assertTrue(statistic < 2.3, "statistic " + statistic);
  }

  /** The constants of the ziggurat, worked out anew: the layers have one area and end at f(0). */
  @Test
  void layersOfTheZigguratHaveOneArea() {
    double r = Ziggurat.TAIL_START;
    double tail = Math.sqrt(2 * Math.PI) * upperTail(r);
    assertEquals(r * Math.exp(-0.5 * r * r) + tail, Ziggurat.LAYER_AREA, 1e-15);
    double x = r;
    for (int layer = 1; layer < 511; layer++) {
      x = Math.sqrt(-2 * Math.log(Ziggurat.LAYER_AREA / x + Math.exp(-0.5 * x * x)));
    }
    assertEquals(Ziggurat.LAYER_AREA, x * (1 - Math.exp(-0.5 * x * x)), 1e-13);
  }
}
