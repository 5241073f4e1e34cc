package org.bcnn.models.checkpoint;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How precisely a compressed checkpoint stores means and deviations. */
public enum Compression {
  /** As they are, so that nothing is lost; removed weights are left out. */
  BITS_32(32),
  /** In 65,535 steps. */
  BITS_16(16),
  /** In 255 steps. */
  BITS_8(8);

  private final int bits;

  Compression(int bits) {
    this.bits = bits;
  }

  /**
   * Returns the bits of a number before what is left is deflated.
   *
   * @return 32, 16 or 8
   */
  public int bits() {
    return bits;
  }

  /**
   * Finds a precision.
   *
   * @param bits its bits
   * @return the precision
   * @throws IllegalArgumentException if there is none of so many bits
   */
  public static Compression ofBits(int bits) {
    for (Compression compression : values()) {
      if (compression.bits == bits) {
        return compression;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            "means and deviations are stored in %s bits, got %d",
            Arrays.stream(values())
                .map(each -> Integer.toString(each.bits))
                .collect(Collectors.joining(", ")),
            bits));
  }
}
