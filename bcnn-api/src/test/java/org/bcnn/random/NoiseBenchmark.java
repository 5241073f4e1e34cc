package org.bcnn.random;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures the portable noise on one core, in nanoseconds an element.
 *
 * <p>The contenders take turns block by block, so that a busy machine slows all of them alike, and
 * each is also given as a ratio to Philox4x32-10 with the Box-Muller transform (J. K. Salmon et
 * al., 2011), timed in the same round. In its turn a contender makes two blocks, of which the
 * second is timed: processors run slower for some microseconds after the first wide vector
 * instructions. The only argument is the number of rounds, 1000 if absent.
 */
public final class NoiseBenchmark {

  private static final int ELEMENTS = 1 << 16;
  private static final int WARM_UP_ROUNDS = 300;

  /** Something to time: writes all elements of one block. */
  private interface Fill {
    void fill(long block);
  }

  private record Contender(String name, Fill fill) {}

  private NoiseBenchmark() {}

  public static void main(String[] arguments) {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    List<Contender> contenders = contenders();
    double[][] nanos = new double[contenders.size()][rounds];
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (int c = 0; c < nanos.length; c++) {
        Fill fill = contenders.get(c).fill();
        long block = 2L * (round + WARM_UP_ROUNDS);
        fill.fill(block);
        long start = System.nanoTime();
        fill.fill(block + 1);
        long elapsed = System.nanoTime() - start;
        if (round >= 0) {
          nanos[c][round] = (double) elapsed / ELEMENTS;
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "Java %s, %d rounds of %d elements, ns an element%n%-32s %8s %8s %18s%n",
        System.getProperty("java.runtime.version"),
        rounds,
        ELEMENTS,
        "",
        "median",
        "10 %",
        "ratio to the first");
    for (int c = 0; c < nanos.length; c++) {
      double[] ratios = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        ratios[round] = nanos[c][round] / nanos[0][round];
      }
      System.out.printf(
          Locale.ROOT,
          "%-32s %8.2f %8.2f %18.3f%n",
          contenders.get(c).name(),
          quantile(nanos[c], 0.5),
          quantile(nanos[c], 0.1),
          quantile(ratios, 0.5));
    }
  }

  private static List<Contender> contenders() {
    NoiseKey key = new NoiseAddress(1, 2, "benchmark", 3).key();
    float[] array = new float[ELEMENTS];
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(ELEMENTS * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    List<Contender> contenders = new ArrayList<>();
    contenders.add(new Contender("Philox4x32-10, Box-Muller", b -> fillReference((int) b, array)));
    contenders.add(
        new Contender(
            "normal, float[]",
            b -> PortableNoise.fillNormal(key, b * ELEMENTS, array, 0, ELEMENTS)));
    contenders.add(
        new Contender(
            "normal, direct FloatBuffer",
            b -> PortableNoise.fillNormal(key, b * ELEMENTS, buffer, 0, ELEMENTS)));
    contenders.add(
        new Contender(
            "normal, float[] in pieces of 256",
            b -> {
              for (int at = 0; at < ELEMENTS; at += 256) {
                PortableNoise.fillNormal(key, b * ELEMENTS + at, array, at, at + 256);
              }
            }));
    contenders.add(
        new Contender(
            "uniform, float[]",
            b -> PortableNoise.fillUniform(key, b * ELEMENTS, array, 0, ELEMENTS)));
    contenders.add(
        new Contender(
            "signs, float[]", b -> PortableNoise.fillSigns(key, b * ELEMENTS, array, 0, ELEMENTS)));
    contenders.add(
        new Contender(
            "RandomStream.nextGaussian",
            b -> {
              RandomStream stream = RandomStream.at(new NoiseAddress(1, b, "benchmark", 3));
              for (int i = 0; i < ELEMENTS; i++) {
                array[i] = (float) stream.nextGaussian();
              }
            }));
    return contenders;
  }

  private static double quantile(double[] values, double probability) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (probability * (sorted.length - 1))];
  }

  /** Philox4x32-10 at the counters (i, block, 0, 0), two Box-Muller pairs of each output. */
  private static void fillReference(int block, float[] dst) {
    for (int i = 0; i < dst.length; i += 4) {
      int c0 = i;
      int c1 = block;
      int c2 = 0;
      int c3 = 0;
      int k0 = 1;
      int k1 = 2;
      for (int round = 0; round < 10; round++) {
        long p0 = (c0 & 0xFFFFFFFFL) * 0xD2511F53L;
        long p1 = (c2 & 0xFFFFFFFFL) * 0xCD9E8D57L;
        c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
        c1 = (int) p1;
        c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
        c3 = (int) p0;
        k0 += 0x9E3779B9;
        k1 += 0xBB67AE85;
      }
      fillPair(c0, c1, dst, i);
      fillPair(c2, c3, dst, i + 2);
    }
  }

  private static void fillPair(int a, int b, float[] dst, int at) {
    double radius = Math.sqrt(-2 * Math.log(((a >>> 8) + 0.5) * 0x1p-24));
    double angle = 2 * Math.PI * (b >>> 8) * 0x1p-24;
    dst[at] = (float) (radius * Math.cos(angle));
    dst[at + 1] = (float) (radius * Math.sin(angle));
  }
}
