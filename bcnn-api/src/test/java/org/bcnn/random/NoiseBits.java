package org.bcnn.random;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes random words without end to the standard output, 64 bits each and little-endian, for
 * statistical test suites that read raw bits.
 *
 * <p>The arguments are a source and a seed. The sources are {@code words}, the successive words of
 * one address; {@code steps}, word 0 of the addresses of steps 0, 1, 2, &hellip;; and {@code
 * neighbours}, the words of 16 neighbouring addresses taken in turn.
 */
public final class NoiseBits {

  private static final int BLOCK = CounterHash.BLOCK;

  /** Writes a block of words. */
  private interface Source {
    void next(long block, long[] words);
  }

  private NoiseBits() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("usage: NoiseBits words|steps|neighbours SEED");
    }
    Source source = source(arguments[0], Long.parseLong(arguments[1]));
    long[] words = new long[BLOCK];
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    OutputStream out = System.out;
    for (long block = 0; !System.out.checkError(); block++) {
      source.next(block, words);
      bytes.asLongBuffer().put(words);
      out.write(bytes.array());
    }
  }

  private static Source source(String name, long seed) {
    return switch (name) {
      case "words" -> words(seed);
      case "steps" -> steps(seed);
      case "neighbours" -> neighbours(seed);
      default -> throw new IllegalArgumentException("unknown source " + name);
    };
  }

  private static Source words(long seed) {
    NoiseKey key = new NoiseAddress(seed, 0, "bits", 0).key();
    return (block, words) -> CounterHash.fill(key, block * BLOCK, words, BLOCK);
  }

  private static Source steps(long seed) {
    return (block, words) -> {
      for (int i = 0; i < BLOCK; i++) {
        words[i] = word(new NoiseAddress(seed, block * BLOCK + i, "bits", 0).key(), 0);
      }
    };
  }

  private static Source neighbours(long seed) {
    NoiseKey[] keys = new NoiseKey[16];
    for (int k = 0; k < keys.length; k++) {
      String path = "conv" + (k >> 2 & 1);
      keys[k] = new NoiseAddress(seed + (k & 1), k >> 1 & 1, path, k >> 3).key();
    }
    return (block, words) -> {
      for (int i = 0; i < BLOCK; i++) {
        long position = block * BLOCK + i;
        words[i] = word(keys[(int) (position % keys.length)], position / keys.length);
      }
    };
  }

  private static long word(NoiseKey key, long index) {
    return CounterHash.word(key.k0(), key.k1(), index);
  }
}
