package org.bcnn.random;

import static org.bcnn.random.Statistics.correlationScore;
import static org.bcnn.random.Statistics.squares;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Correlations within and between addresses, on fixed seeds. A score exceeds 5 in magnitude with
 * probability 6e-7 if there is no correlation.
 */
class NoiseIndependenceTest {

  private static final int N = 1 << 20;

  private static float[] normals(NoiseAddress address) {
    float[] values = new float[N];
    PortableNoise.fillNormal(address.key(), 0, values, 0, N);
    return values;
  }

  private static void assertUncorrelated(String what, float[] a, int lagA, float[] b, int lagB) {
    double score = correlationScore(a, lagA, b, lagB, N - Math.max(lagA, lagB));
    assertTrue(Math.abs(score) < 5, what + " has score " + score);
  }

  /** 134 scores: a false alarm in 12,000 seeds. */
  @Test
  void elementsAreSeriallyUncorrelated() {
    float[] values = normals(new NoiseAddress(30, 0, "conv1/weight", 0));
    float[] squares = squares(values);
    for (int k = 0; k < 67; k++) {
      int lag = k < 64 ? k + 1 : new int[] {128, 512, 1024}[k - 64];
      assertUncorrelated("lag " + lag, values, 0, values, lag);
      assertUncorrelated("lag " + lag + " of squares", squares, 0, squares, lag);
    }
  }

  /** 11 x 11 / 2 pairs, 4 scores each: a false alarm in 7,500 seeds. */
  @Test
  void neighbouringAddressesAreUncorrelated() {
    List<float[]> values = new ArrayList<>();
    List<NoiseAddress> addresses =
        List.of(
            new NoiseAddress(7, 100, "conv1/weight", 1),
            new NoiseAddress(8, 100, "conv1/weight", 1),
            new NoiseAddress(6, 100, "conv1/weight", 1),
            new NoiseAddress(7, 101, "conv1/weight", 1),
            new NoiseAddress(7, 99, "conv1/weight", 1),
            new NoiseAddress(7, 100, "conv1/weight", 0),
            new NoiseAddress(7, 100, "conv1/weight", 2),
            new NoiseAddress(7, 100, "conv2/weight", 1),
            new NoiseAddress(7, 100, "conv1/weighs", 1),
            new NoiseAddress(100, 7, "conv1/weight", 1),
            new NoiseAddress(7, 1, "conv1/weight", 100));
    for (NoiseAddress address : addresses) {
      values.add(normals(address));
    }
    for (int i = 0; i < values.size(); i++) {
      float[] squares = squares(values.get(i));
      for (int j = 0; j < i; j++) {
        String pair = addresses.get(i) + " and " + addresses.get(j);
        assertUncorrelated(pair, values.get(i), 0, values.get(j), 0);
        assertUncorrelated(pair + " shifted", values.get(i), 0, values.get(j), 1);
        assertUncorrelated(pair + " shifted back", values.get(i), 1, values.get(j), 0);
        assertUncorrelated(pair + ", squares", squares, 0, squares(values.get(j)), 0);
      }
    }
  }

  /** Six pairs: a false alarm in 280,000 seeds. */
  @Test
  void kindsOfOneAddressAreUncorrelated() {
    NoiseAddress address = new NoiseAddress(31, 4, "fc1", 0);
    float[] uniform = new float[N];
    PortableNoise.fillUniform(address.key(), 0, uniform, 0, N);
    float[] stream = new float[N];
    RandomStream random = RandomStream.at(address);
    for (int i = 0; i < N; i++) {
      uniform[i] = (uniform[i] - 0.5f) * (float) Math.sqrt(12);
      stream[i] = ((float) random.nextDouble() - 0.5f) * (float) Math.sqrt(12);
    }
    float[] signs = new float[N];
    PortableNoise.fillSigns(address.key(), 0, signs, 0, N);
    List<float[]> kinds = List.of(normals(address), uniform, signs, stream);
    for (int i = 0; i < kinds.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertUncorrelated("kinds " + i + " and " + j, kinds.get(i), 0, kinds.get(j), 0);
      }
    }
  }
}
