package org.bcnn.graph;

/**
 * How a pooling window moves over its input. The output extent along an axis is {@code floor((input
 * + paddingBefore + paddingAfter - kernel) / stride) + 1}; rows and columns that do not fill a
 * window are dropped. Padding on a side must be smaller than the kernel, so that every window holds
 * at least one real element.
 *
 * @param kernelHeight window height
 * @param kernelWidth window width
 * @param strideHeight step between output rows
 * @param strideWidth step between output columns
 * @param padding cells added per side: negative infinity for maximum pooling; zeros, which count in
 *     the divisor, for average pooling
 */
public record PoolGeometry(
    int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, Padding padding) {

  /** Checks that kernel and stride are positive and that the padding is smaller than the kernel. */
  public PoolGeometry {
    if (kernelHeight < 1 || kernelWidth < 1) {
      throw new IllegalArgumentException(
          "pooling kernel must be at least 1, got " + kernelHeight + "x" + kernelWidth);
    }
    if (strideHeight < 1 || strideWidth < 1) {
      throw new IllegalArgumentException(
          "stride must be at least 1, got " + strideHeight + "x" + strideWidth);
    }
    java.util.Objects.requireNonNull(padding, "padding");
    if (Math.max(padding.top(), padding.bottom()) >= kernelHeight
        || Math.max(padding.left(), padding.right()) >= kernelWidth) {
      throw new IllegalArgumentException(
          "pooling "
              + padding
              + " must be smaller than the kernel "
              + kernelHeight
              + "x"
              + kernelWidth);
    }
  }

  /**
   * Makes a square window without padding.
   *
   * @param kernel window height and width
   * @param stride step along both axes
   * @return the geometry
   */
  public static PoolGeometry square(int kernel, int stride) {
    return new PoolGeometry(kernel, kernel, stride, stride, Padding.NONE);
  }
}
