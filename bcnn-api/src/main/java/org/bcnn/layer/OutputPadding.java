package org.bcnn.layer;

/**
 * Rows and columns that a transposed convolution adds to its output, to choose among the extents
 * that a strided convolution maps to one. They are not zeros: filters that reach there write there.
 *
 * @param bottom rows added at the bottom, fewer than the vertical stride
 * @param right columns added on the right, fewer than the horizontal stride
 */
public record OutputPadding(int bottom, int right) {
  /** Nothing added. */
  public static final OutputPadding NONE = new OutputPadding(0, 0);

  /** Checks that neither is negative. */
  public OutputPadding {
    if (bottom < 0 || right < 0) {
      throw new IllegalArgumentException(
          "output padding must not be negative, got bottom " + bottom + ", right " + right);
    }
  }
}
