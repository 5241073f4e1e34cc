package org.bcnn.random;

import java.util.Objects;

/**
 * The address of one random tensor: which run, which step of it, which place in the model, and
 * which Monte Carlo draw.
 *
 * <p>Equal addresses give equal numbers; addresses that differ in any component give statistically
 * independent numbers. Immutable and safe for use by any number of threads.
 *
 * @param seed the seed of the run
 * @param step the training step, or any other counter of uses of the same place
 * @param path the place, such as {@code "conv1/weight"}; compared as UTF-16 code units, without
 *     Unicode normalisation
 * @param draw the Monte Carlo draw, at least 0
 */
public record NoiseAddress(long seed, long step, String path, int draw) {

  /** The number of UTF-16 code units packed into one 64-bit word. */
  private static final int UNITS_PER_WORD = 4;

  /**
   * Creates an address.
   *
   * @param seed the seed of the run
   * @param step the training step
   * @param path the place
   * @param draw the Monte Carlo draw, at least 0
   * @throws NullPointerException if {@code path} is null
   * @throws IllegalArgumentException if {@code draw} is negative
   */
  public NoiseAddress {
    Objects.requireNonNull(path, "path");
    if (draw < 0) {
      throw new IllegalArgumentException("draw must be at least 0 but is " + draw);
    }
  }

  /**
   * Hashes this address to the key of its numbers. The hash absorbs, in this order, the seed, the
   * step, the draw, the code units of the path (four to a word, the first in the lowest bits, the
   * last word padded with zeros) and the number of code units. Two addresses that differ in their
   * seed and step only never share a key; any others do with probability 2<sup>-128</sup>.
   *
   * @return the key
   */
  public NoiseKey key() {
    KeyHash hash = new KeyHash().absorb(seed).absorb(step).absorb(draw);
    int length = path.length();
    for (int start = 0; start < length; start += UNITS_PER_WORD) {
      int end = Math.min(length, start + UNITS_PER_WORD);
      long word = 0;
      for (int unit = end - 1; unit >= start; unit--) {
        word = (word << Character.SIZE) | path.charAt(unit);
      }
      hash.absorb(word);
    }
    return hash.absorb(length).key();
  }
}
