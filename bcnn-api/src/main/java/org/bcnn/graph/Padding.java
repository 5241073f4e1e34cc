package org.bcnn.graph;

/**
 * Spatial padding, given explicitly per side. Convolution and average pooling pad with zeros,
 * maximum pooling with negative infinity.
 *
 * @param top rows added above
 * @param bottom rows added below
 * @param left columns added on the left
 * @param right columns added on the right
 */
public record Padding(int top, int bottom, int left, int right) {
  /** No padding. */
  public static final Padding NONE = new Padding(0, 0, 0, 0);

  /** Checks that no side is negative. */
  public Padding {
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new IllegalArgumentException(
          "padding must not be negative: top "
              + top
              + ", bottom "
              + bottom
              + ", left "
              + left
              + ", right "
              + right);
    }
  }

  /**
   * Makes the same padding on all four sides.
   *
   * @param amount rows and columns added on each side
   * @return the padding
   */
  public static Padding all(int amount) {
    return new Padding(amount, amount, amount, amount);
  }
}
