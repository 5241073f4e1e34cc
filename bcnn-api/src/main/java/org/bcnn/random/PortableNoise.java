package org.bcnn.random;

import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * Random tensors whose elements are pure functions of a {@link NoiseKey} and the element's index:
 * the same bits on every Java virtual machine and computer, whether a tensor is filled at once, in
 * pieces, in any order or by several threads.
 *
 * <p>Every method writes the elements {@code firstIndex}, {@code firstIndex + 1}, &hellip; of the
 * tensor to the positions {@code from} (inclusive) to {@code to} (exclusive) of its destination.
 * The three kinds of numbers of one key are independent of each other. A buffer may be direct or
 * not; its position and limit are neither used nor changed, beyond the limit being the bound of
 * {@code to}.
 *
 * <p>Stateless; all methods are safe for use by any number of threads on disjoint destinations.
 */
public final class PortableNoise {

  private static final long NORMAL = 1;
  private static final long UNIFORM = 2;
  private static final long SIGNS = 3;

  /** Elements of a buffer made at a time: few enough to stay in the first-level cache. */
  private static final int BUFFER_CHUNK = 4096;

  private PortableNoise() {}

  /**
   * Fills an array with standard normal deviates.
   *
   * @param key the key of the tensor
   * @param firstIndex the index of the first element written, at least 0
   * @param dst the destination
   * @param from the first position written
   * @param to the position after the last one written
   * @throws IndexOutOfBoundsException if the range is not within the destination
   * @throws IllegalArgumentException if {@code firstIndex} is negative or an element's index would
   *     exceed the range of a long
   */
  public static void fillNormal(NoiseKey key, long firstIndex, float[] dst, int from, int to) {
    check(firstIndex, from, to, dst.length);
    NoiseKey normal = key.derive(NORMAL);
    int block = Math.min(CounterHash.BLOCK, to - from);
    long[] words = new long[block];
    int[] unfinished = new int[block];
    for (int at = from; at < to; at += block) {
      block = Math.min(block, to - at);
      long index = firstIndex + (at - from);
      CounterHash.fill(normal, index, words, block);
      int count = Ziggurat.fill(words, block, dst, at, unfinished);
      for (int i = 0; i < count; i++) {
        int j = unfinished[i];
        RandomStream more = new RandomStream(normal.derive(index + j));
        dst[at + j] = (float) Ziggurat.sample(words[j], more);
      }
    }
  }

  /**
   * Fills an array with uniform deviates in [0, 1): multiples of 2<sup>-24</sup>, never 1.
   *
   * @param key the key of the tensor
   * @param firstIndex the index of the first element written, at least 0
   * @param dst the destination
   * @param from the first position written
   * @param to the position after the last one written
   * @throws IndexOutOfBoundsException if the range is not within the destination
   * @throws IllegalArgumentException if {@code firstIndex} is negative or an element's index would
   *     exceed the range of a long
   */
  public static void fillUniform(NoiseKey key, long firstIndex, float[] dst, int from, int to) {
    check(firstIndex, from, to, dst.length);
    NoiseKey uniform = key.derive(UNIFORM);
    int block = Math.min(CounterHash.BLOCK, to - from);
    long[] words = new long[block];
    for (int at = from; at < to; at += block) {
      block = Math.min(block, to - at);
      CounterHash.fill(uniform, firstIndex + (at - from), words, block);
      for (int i = 0; i < block; i++) {
        dst[at + i] = (int) (words[i] >>> 40) * 0x1p-24f;
      }
    }
  }

  /**
   * Fills an array with random signs: -1 or 1, each with probability one half.
   *
   * @param key the key of the tensor
   * @param firstIndex the index of the first element written, at least 0
   * @param dst the destination
   * @param from the first position written
   * @param to the position after the last one written
   * @throws IndexOutOfBoundsException if the range is not within the destination
   * @throws IllegalArgumentException if {@code firstIndex} is negative or an element's index would
   *     exceed the range of a long
   */
  public static void fillSigns(NoiseKey key, long firstIndex, float[] dst, int from, int to) {
    check(firstIndex, from, to, dst.length);
    NoiseKey signs = key.derive(SIGNS);
    int at = from;
    while (at < to) {
      long index = firstIndex + (at - from);
      // A word serves 64 elements, the first with its lowest bit; the shift takes index modulo 64.
      long bits = CounterHash.word(signs.k0(), signs.k1(), index / Long.SIZE) >>> index;
      int count = (int) Math.min(Long.SIZE - index % Long.SIZE, to - at);
      for (int i = 0; i < count; i++) {
        dst[at + i] = 1 - 2 * (int) (bits & 1);
        bits >>>= 1;
      }
      at += count;
    }
  }

  /**
   * Fills a buffer with standard normal deviates.
   *
   * @param key the key of the tensor
   * @param firstIndex the index of the first element written, at least 0
   * @param dst the destination
   * @param from the first absolute position written
   * @param to the absolute position after the last one written
   * @throws IndexOutOfBoundsException if the range is not within the limit of the destination
   * @throws IllegalArgumentException if {@code firstIndex} is negative or an element's index would
   *     exceed the range of a long
   * @throws java.nio.ReadOnlyBufferException if the destination is read-only
   */
  public static void fillNormal(NoiseKey key, long firstIndex, FloatBuffer dst, int from, int to) {
    fillBuffer(PortableNoise::fillNormal, key, firstIndex, dst, from, to);
  }

  /**
   * Fills a buffer with uniform deviates in [0, 1): multiples of 2<sup>-24</sup>, never 1.
   *
   * @param key the key of the tensor
   * @param firstIndex the index of the first element written, at least 0
   * @param dst the destination
   * @param from the first absolute position written
   * @param to the absolute position after the last one written
   * @throws IndexOutOfBoundsException if the range is not within the limit of the destination
   * @throws IllegalArgumentException if {@code firstIndex} is negative or an element's index would
   *     exceed the range of a long
   * @throws java.nio.ReadOnlyBufferException if the destination is read-only
   */
  public static void fillUniform(NoiseKey key, long firstIndex, FloatBuffer dst, int from, int to) {
    fillBuffer(PortableNoise::fillUniform, key, firstIndex, dst, from, to);
  }

  /**
   * Fills a buffer with random signs: -1 or 1, each with probability one half.
   *
   * @param key the key of the tensor
   * @param firstIndex the index of the first element written, at least 0
   * @param dst the destination
   * @param from the first absolute position written
   * @param to the absolute position after the last one written
   * @throws IndexOutOfBoundsException if the range is not within the limit of the destination
   * @throws IllegalArgumentException if {@code firstIndex} is negative or an element's index would
   *     exceed the range of a long
   * @throws java.nio.ReadOnlyBufferException if the destination is read-only
   */
  public static void fillSigns(NoiseKey key, long firstIndex, FloatBuffer dst, int from, int to) {
    fillBuffer(PortableNoise::fillSigns, key, firstIndex, dst, from, to);
  }

  /** One of the three fills of an array. */
  private interface ArrayFill {
    void fill(NoiseKey key, long firstIndex, float[] dst, int from, int to);
  }

  private static void fillBuffer(
      ArrayFill fill, NoiseKey key, long firstIndex, FloatBuffer dst, int from, int to) {
    check(firstIndex, from, to, dst.limit());
    float[] chunk = new float[Math.min(BUFFER_CHUNK, to - from)];
    for (int at = from; at < to; at += chunk.length) {
      int count = Math.min(chunk.length, to - at);
      fill.fill(key, firstIndex + (at - from), chunk, 0, count);
      dst.put(at, chunk, 0, count);
    }
  }

  private static void check(long firstIndex, int from, int to, int length) {
    Objects.checkFromToIndex(from, to, length);
    if (firstIndex < 0 || firstIndex > Long.MAX_VALUE - (to - from)) {
      throw new IllegalArgumentException(
          "indices of elements must be at least 0 and less than 2^63 - 1, but firstIndex is "
              + firstIndex
              + " for "
              + (to - from)
              + " elements");
    }
  }
}
