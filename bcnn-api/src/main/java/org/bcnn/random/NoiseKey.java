package org.bcnn.random;

/**
 * The 128-bit key of one random tensor, usually made by {@link NoiseAddress#key()}.
 *
 * <p>Immutable and safe for use by any number of threads.
 *
 * @param k0 the word that offsets the element counter
 * @param k1 the word that is added between the two multiplications of the counter's hash; streams
 *     that differ in it are not shifts of each other
 */
public record NoiseKey(long k0, long k1) {

  /**
   * Derives another key, so that one tensor can own several independent streams.
   *
   * @param tag which stream; different tags give different keys
   */
  NoiseKey derive(long tag) {
    return new KeyHash(this).absorb(tag).key();
  }
}
