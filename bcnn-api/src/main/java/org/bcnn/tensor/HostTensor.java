package org.bcnn.tensor;

import java.util.Arrays;
import java.util.Objects;

/**
 * A float32 array in Java memory with a shape, row-major: the only form in which values enter or
 * leave a backend.
 *
 * <p>A host tensor wraps its array without copying, so whoever keeps the array can change it; treat
 * it as owned by the tensor once wrapped. Reading from several threads is safe as long as nobody
 * writes.
 */
public final class HostTensor {
  private final Shape shape;
  private final float[] data;

  private HostTensor(Shape shape, float[] data) {
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(data, "data");
    if (data.length != shape.size()) {
      throw new IllegalArgumentException(
          "shape " + shape + " holds " + shape.size() + " elements, data has " + data.length);
    }
    this.shape = shape;
    this.data = data;
  }

  /**
   * Wraps an array, which is not copied.
   *
   * @param shape the shape
   * @param data the elements in row-major order
   * @return the tensor
   * @throws IllegalArgumentException if the array's length is not {@code shape.size()}
   */
  public static HostTensor of(Shape shape, float... data) {
    return new HostTensor(shape, data);
  }

  /**
   * Makes a scalar.
   *
   * @param value its value
   * @return a tensor of rank 0
   */
  public static HostTensor scalar(float value) {
    return new HostTensor(Shape.scalar(), new float[] {value});
  }

  /**
   * Makes a tensor of zeros.
   *
   * @param shape the shape
   * @return the tensor
   */
  public static HostTensor zeros(Shape shape) {
    return new HostTensor(shape, new float[shape.size()]);
  }

  /**
   * Makes a tensor with every element alike.
   *
   * @param shape the shape
   * @param value the value of every element
   * @return the tensor
   */
  public static HostTensor full(Shape shape, float value) {
    float[] data = new float[shape.size()];
    Arrays.fill(data, value);
    return new HostTensor(shape, data);
  }

  /**
   * Returns the shape.
   *
   * @return the shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * Returns the elements in row-major order: the array itself, not a copy.
   *
   * @return the backing array
   */
  public float[] data() {
    return data;
  }

  /**
   * Returns the value of a tensor with one element.
   *
   * @return the value
   * @throws IllegalStateException if there is more than one element
   */
  public float item() {
    if (data.length != 1) {
      throw new IllegalStateException("tensor of shape " + shape + " is not a single value");
    }
    return data[0];
  }

  /**
   * Two tensors are equal when shapes and bits are: a NaN equals the same NaN, 0 differs from -0.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof HostTensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(data, tensor.data);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return data.length <= 8 ? "HostTensor" + shape + Arrays.toString(data) : "HostTensor" + shape;
  }
}
