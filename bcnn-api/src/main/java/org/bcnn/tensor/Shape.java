package org.bcnn.tensor;

import java.util.Arrays;

/**
 * The static shape of a tensor: every dimension is known. Immutable and thread-safe.
 *
 * <p>Images are ordered {@code [batch, channels, height, width]}, convolution filters {@code
 * [outputChannels, inputChannels / groups, kernelHeight, kernelWidth]}. A scalar has rank 0.
 */
public final class Shape {
  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;
  private final int size;

  private Shape(int[] dims) {
    long product = 1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] <= 0) {
        throw new IllegalArgumentException(
            "dimension " + i + " of shape " + Arrays.toString(dims) + " must be positive");
      }
      product *= dims[i];
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(dims) + " has more than 2^31-1 elements");
      }
    }
    this.dims = dims;
    this.size = (int) product;
  }

  /**
   * Returns the shape with these dimensions; none at all makes a scalar.
   *
   * @param dims the dimensions, outermost first
   * @return the shape
   * @throws IllegalArgumentException if a dimension is not positive or the product overflows an int
   */
  public static Shape of(int... dims) {
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  /**
   * Returns the shape of a scalar, rank 0.
   *
   * @return the scalar shape
   */
  public static Shape scalar() {
    return SCALAR;
  }

  /**
   * Returns the number of dimensions.
   *
   * @return the rank
   */
  public int rank() {
    return dims.length;
  }

  /**
   * Returns one dimension.
   *
   * @param axis the axis, {@code 0 <= axis < rank()}
   * @return its extent
   */
  public int dim(int axis) {
    return dims[axis];
  }

  /**
   * Returns the number of elements.
   *
   * @return the product of the dimensions, 1 for a scalar
   */
  public int size() {
    return size;
  }

  /**
   * Returns the dimensions as a fresh array.
   *
   * @return a copy of the dimensions
   */
  public int[] toArray() {
    return dims.clone();
  }

  /**
   * Returns the dimensions as a fresh array of longs, which is what engines take.
   *
   * @return a copy of the dimensions
   */
  public long[] toLongArray() {
    long[] longs = new long[dims.length];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = dims[i];
    }
    return longs;
  }

  /**
   * Returns the row-major strides, in elements.
   *
   * @return a fresh array of {@code rank()} strides
   */
  public int[] strides() {
    int[] strides = new int[dims.length];
    int stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dims[i];
    }
    return strides;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
