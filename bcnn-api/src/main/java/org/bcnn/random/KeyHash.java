package org.bcnn.random;

/**
 * A hash of a sequence of 64-bit words to a {@link NoiseKey}. Not thread-safe.
 *
 * <p>The state is a pair of words. Absorbing the word <i>x</i> is one double Feistel round,
 *
 * <pre>
 *   a &larr; mix((a xor x) + b)
 *   b &larr; mix(a + b)
 * </pre>
 *
 * with {@link CounterHash#mix} as the mixing function. For a fixed <i>x</i> the round permutes the
 * states, and for a fixed state two successive words are absorbed without loss, so sequences that
 * differ in two neighbouring words only never collide.
 */
final class KeyHash {

  /** The first 128 bits of the fractional part of pi. */
  private static final long INITIAL_A = 0x243F6A8885A308D3L;

  private static final long INITIAL_B = 0x13198A2E03707344L;

  private long a;
  private long b;

  KeyHash() {
    this(new NoiseKey(INITIAL_A, INITIAL_B));
  }

  KeyHash(NoiseKey start) {
    a = start.k0();
    b = start.k1();
  }

  KeyHash absorb(long word) {
    a = CounterHash.mix((a ^ word) + b);
    b = CounterHash.mix(a + b);
    return this;
  }

  NoiseKey key() {
    return new NoiseKey(a, b);
  }
}
