package org.bcnn.random;

/**
 * The source of all random bits: a keyed hash of a counter to 64 bits. Stateless.
 *
 * <p>Word <i>i</i> of the key (k0, k1) is the output function of SplitMix64 applied to the counter
 * k0 + <i>i</i> &gamma;, with k1 added between its two multiplications. With k1 = 0 the words are
 * those of SplitMix64; other values of k1 give other sequences, not shifts of that one.
 *
 * <p>G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA
 * 2014; the mixing constants are variant 13 of D. Stafford. Hashing a counter instead of advancing
 * a state follows J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel Random Numbers: As
 * Easy as 1, 2, 3", SC 2011.
 */
final class CounterHash {

  /** The odd integer nearest to 2<sup>64</sup> divided by the golden ratio. */
  static final long GAMMA = 0x9E3779B97F4A7C15L;

  private static final long M1 = 0xBF58476D1CE4E5B9L;
  private static final long M2 = 0x94D049BB133111EBL;

  /** The most words {@link #fill} makes in one call. */
  static final int BLOCK = 512;

  /** Multiples of {@link #GAMMA}: with them in memory the loop over a block can use SIMD. */
  private static final long[] STEPS = new long[BLOCK];

  static {
    for (int i = 0; i < BLOCK; i++) {
      STEPS[i] = i * GAMMA;
    }
  }

  private CounterHash() {}

  /** Returns word {@code index} of the key ({@code k0}, {@code k1}). */
  static long word(long k0, long k1, long index) {
    return finish(start(k0 + index * GAMMA) + k1);
  }

  /**
   * Writes the words {@code first}, &hellip;, {@code first + count - 1} of a key to the start of
   * {@code words}.
   *
   * @param count how many, at most {@link #BLOCK}
   */
  static void fill(NoiseKey key, long first, long[] words, int count) {
    long base = key.k0() + first * GAMMA;
    long k1 = key.k1();
    for (int i = 0; i < count; i++) {
      words[i] = finish(start(base + STEPS[i]) + k1);
    }
  }

  /** Mixes 64 bits: a bijection in which every input bit affects every output bit. */
  static long mix(long z) {
    return finish(start(z));
  }

  private static long start(long z) {
    return (z ^ (z >>> 30)) * M1;
  }

  private static long finish(long z) {
    long y = (z ^ (z >>> 27)) * M2;
    return y ^ (y >>> 31);
  }
}
