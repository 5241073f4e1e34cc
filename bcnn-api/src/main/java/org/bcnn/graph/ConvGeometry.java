package org.bcnn.graph;

/**
 * How a two-dimensional convolution moves over its input. The output extent along an axis is {@code
 * floor((input + paddingBefore + paddingAfter - dilation * (kernel - 1) - 1) / stride) + 1}.
 *
 * @param strideHeight step between output rows
 * @param strideWidth step between output columns
 * @param padding zeros added per side
 * @param dilationHeight distance between kernel rows, 1 for a dense kernel
 * @param dilationWidth distance between kernel columns, 1 for a dense kernel
 * @param groups number of groups; input channels of one group feed output channels of that group
 *     only
 */
public record ConvGeometry(
    int strideHeight,
    int strideWidth,
    Padding padding,
    int dilationHeight,
    int dilationWidth,
    int groups) {

  /** Stride 1, no padding, no dilation, one group. */
  public static final ConvGeometry DEFAULT = new ConvGeometry(1, 1, Padding.NONE, 1, 1, 1);

  /** Checks that strides, dilations and groups are positive. */
  public ConvGeometry {
    if (strideHeight < 1 || strideWidth < 1) {
      throw new IllegalArgumentException(
          "stride must be at least 1, got " + strideHeight + "x" + strideWidth);
    }
    if (dilationHeight < 1 || dilationWidth < 1) {
      throw new IllegalArgumentException(
          "dilation must be at least 1, got " + dilationHeight + "x" + dilationWidth);
    }
    if (groups < 1) {
      throw new IllegalArgumentException("groups must be at least 1, got " + groups);
    }
    java.util.Objects.requireNonNull(padding, "padding");
  }

  /**
   * Returns this geometry with another stride along both axes.
   *
   * @param stride the stride
   * @return the changed copy
   */
  public ConvGeometry withStride(int stride) {
    return new ConvGeometry(stride, stride, padding, dilationHeight, dilationWidth, groups);
  }

  /**
   * Returns this geometry with another padding.
   *
   * @param newPadding the padding
   * @return the changed copy
   */
  public ConvGeometry withPadding(Padding newPadding) {
    return new ConvGeometry(
        strideHeight, strideWidth, newPadding, dilationHeight, dilationWidth, groups);
  }

  /**
   * Returns this geometry with another dilation along both axes.
   *
   * @param dilation the dilation
   * @return the changed copy
   */
  public ConvGeometry withDilation(int dilation) {
    return new ConvGeometry(strideHeight, strideWidth, padding, dilation, dilation, groups);
  }

  /**
   * Returns this geometry with another number of groups.
   *
   * @param newGroups the number of groups
   * @return the changed copy
   */
  public ConvGeometry withGroups(int newGroups) {
    return new ConvGeometry(
        strideHeight, strideWidth, padding, dilationHeight, dilationWidth, newGroups);
  }
}
