package org.bcnn.it.tck.reference;

import java.util.Objects;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * A double-precision array with a shape, row-major: what the reference computes with between the
 * nodes of a graph. The array is not copied, and nobody changes it once a node is evaluated.
 */
public final class DoubleTensor {
  private final Shape shape;
  private final double[] data;

  /**
   * Wraps an array, which is not copied.
   *
   * @param shape the shape
   * @param data the elements in row-major order
   * @throws IllegalArgumentException if the array's length is not {@code shape.size()}
   */
  public DoubleTensor(Shape shape, double[] data) {
    this.shape = Objects.requireNonNull(shape, "shape");
    this.data = Objects.requireNonNull(data, "data");
    if (data.length != shape.size()) {
      throw new IllegalArgumentException(
          "shape " + shape + " holds " + shape.size() + " elements, data has " + data.length);
    }
  }

  /**
   * Widens a host tensor, which is exact.
   *
   * @param tensor the float32 values
   * @return the same values in double precision
   */
  public static DoubleTensor of(HostTensor tensor) {
    return of(tensor.shape(), tensor.data());
  }

  static DoubleTensor of(Shape shape, float[] floats) {
    double[] data = new double[floats.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = floats[i];
    }
    return new DoubleTensor(shape, data);
  }

  static DoubleTensor zeros(Shape shape) {
    return new DoubleTensor(shape, new double[shape.size()]);
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
  public double[] data() {
    return data;
  }

  /**
   * Rounds to the nearest float32 values; what is too large becomes infinite.
   *
   * @return the rounded values
   */
  public HostTensor toHost() {
    return HostTensor.of(shape, toFloats());
  }

  float[] toFloats() {
    float[] floats = new float[data.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) data[i];
    }
    return floats;
  }

  @Override
  public String toString() {
    return "DoubleTensor" + shape;
  }
}
