package org.bcnn.it.bayes;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Padding;
import org.bcnn.layer.Conv2d;
import org.bcnn.layer.ConvTranspose2d;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Layer;
import org.bcnn.layer.OutputPadding;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.tensor.Shape;

/**
 * A layer that is affine in its weights, and loops of the test's own for what it computes.
 *
 * @param kind which layer
 * @param input the shape of its input
 * @param weight the shape of its weights
 * @param geometry the geometry of a convolution, null for a dense layer
 * @param outputPadding that of a transposed convolution, else null
 * @param bias whether it has biases
 */
record AffineCase(
    Kind kind,
    Shape input,
    Shape weight,
    ConvGeometry geometry,
    OutputPadding outputPadding,
    boolean bias) {
  static final String NAME = "layer";

  enum Kind {
    DENSE,
    CONVOLUTION,
    TRANSPOSED
  }

  static AffineCase dense(Shape input, Shape weight, boolean bias) {
    return new AffineCase(Kind.DENSE, input, weight, null, null, bias);
  }

  static AffineCase convolution(Shape input, Shape weight, ConvGeometry geometry, boolean bias) {
    return new AffineCase(Kind.CONVOLUTION, input, weight, geometry, null, bias);
  }

  static AffineCase transposed(
      Shape input, Shape weight, ConvGeometry geometry, OutputPadding outputPadding, boolean bias) {
    return new AffineCase(Kind.TRANSPOSED, input, weight, geometry, outputPadding, bias);
  }

  /** As asymmetric as they can be. */
  static Stream<AffineCase> all() {
    Shape images = Shape.of(2, 4, 5, 4);
    Shape small = Shape.of(2, 4, 3, 2);
    ConvGeometry plain = ConvGeometry.DEFAULT;
    ConvGeometry uneven = plain.withPadding(new Padding(2, 0, 1, 1));
    ConvGeometry rectangular = new ConvGeometry(2, 3, new Padding(1, 0, 2, 1), 1, 2, 2);
    return Stream.of(
        dense(Shape.of(3, 4), Shape.of(4, 5), true),
        dense(Shape.of(3, 4), Shape.of(4, 5), false),
        convolution(images, Shape.of(3, 4, 2, 3), plain, true),
        convolution(images, Shape.of(3, 4, 2, 3), plain, false),
        convolution(images, Shape.of(3, 4, 3, 2), uneven.withStride(2), true),
        convolution(images, Shape.of(6, 2, 3, 2), uneven.withGroups(2), true),
        convolution(images, Shape.of(4, 1, 2, 2), uneven.withGroups(4).withStride(2), false),
        convolution(images, Shape.of(6, 2, 3, 2), rectangular, true),
        transposed(small, Shape.of(4, 3, 2, 3), plain, OutputPadding.NONE, true),
        transposed(small, Shape.of(4, 3, 3, 2), rectangular, new OutputPadding(1, 2), true),
        transposed(small, Shape.of(4, 1, 3, 2), uneven.withGroups(4), OutputPadding.NONE, false));
  }

  AffineCase withBatch(int batch) {
    int[] dims = input.toArray();
    dims[0] = batch;
    return new AffineCase(kind, Shape.of(dims), weight, geometry, outputPadding, bias);
  }

  int batch() {
    return input.dim(0);
  }

  int inputs() {
    return input.dim(1);
  }

  int outputs() {
    return switch (kind) {
      case DENSE -> weight.dim(1);
      case CONVOLUTION -> weight.dim(0);
      case TRANSPOSED -> weight.dim(1) * geometry.groups();
    };
  }

  Layer layer(ParameterFactory weights) {
    Parameter w = weights.create(NAME + "/weight", weight, 8);
    Parameter b = bias ? weights.create(NAME + "/bias", Shape.of(outputs()), 8) : null;
    return switch (kind) {
      case DENSE -> new Dense(NAME, w, b);
      case CONVOLUTION -> new Conv2d(NAME, geometry, w, b);
      case TRANSPOSED -> new ConvTranspose2d(NAME, geometry, outputPadding, w, b);
    };
  }

  /** The input channel that a weight multiplies. */
  int inputOf(int element) {
    int[] at = index(element);
    return switch (kind) {
      case DENSE, TRANSPOSED -> at[0];
      case CONVOLUTION -> at[0] / (outputs() / geometry.groups()) * weight.dim(1) + at[1];
    };
  }

  /** The output channel that a weight adds to. */
  int outputOf(int element) {
    int[] at = index(element);
    return switch (kind) {
      case DENSE -> at[1];
      case CONVOLUTION -> at[0];
      case TRANSPOSED -> at[0] / (inputs() / geometry.groups()) * weight.dim(1) + at[1];
    };
  }

  private int[] index(int element) {
    int[] strides = weight.strides();
    int[] at = new int[strides.length];
    int rest = element;
    for (int axis = 0; axis < at.length; axis++) {
      at[axis] = rest / strides[axis];
      rest %= strides[axis];
    }
    return at;
  }

  /** The layer's map of its input and weights, plus a vector over output channels. */
  double[] apply(double[] x, double[] w, double[] b) {
    return kind == Kind.DENSE ? dense(x, w, b) : images(x, w, b);
  }

  private double[] dense(double[] x, double[] w, double[] b) {
    int in = weight.dim(0);
    int out = weight.dim(1);
    double[] y = new double[batch() * out];
    for (int n = 0; n < batch(); n++) {
      for (int o = 0; o < out; o++) {
        double sum = b[o];
        for (int i = 0; i < in; i++) {
          sum += x[n * in + i] * w[i * out + o];
        }
        y[n * out + o] = sum;
      }
    }
    return y;
  }

  /** Height and width of the output. */
  private List<Integer> extents() {
    Padding p = geometry.padding();
    int windowHeight = geometry.dilationHeight() * (weight.dim(2) - 1) + 1;
    int windowWidth = geometry.dilationWidth() * (weight.dim(3) - 1) + 1;
    int paddedHeight = p.top() + p.bottom();
    int paddedWidth = p.left() + p.right();
    return kind == Kind.CONVOLUTION
        ? List.of(
            (input.dim(2) + paddedHeight - windowHeight) / geometry.strideHeight() + 1,
            (input.dim(3) + paddedWidth - windowWidth) / geometry.strideWidth() + 1)
        : List.of(
            (input.dim(2) - 1) * geometry.strideHeight()
                + windowHeight
                - paddedHeight
                + outputPadding.bottom(),
            (input.dim(3) - 1) * geometry.strideWidth()
                + windowWidth
                - paddedWidth
                + outputPadding.right());
  }

  /**
   * Every weight at every place: of a convolution to the pixel at the place, from the pixel under
   * the weight; of a transposed one the other way round.
   */
  private double[] images(double[] x, double[] w, double[] b) {
    boolean transposed = kind == Kind.TRANSPOSED;
    int height = extents().get(0);
    int width = extents().get(1);
    int largeHeight = transposed ? height : input.dim(2);
    int largeWidth = transposed ? width : input.dim(3);
    int smallHeight = transposed ? input.dim(2) : height;
    int smallWidth = transposed ? input.dim(3) : width;
    double[] y = new double[batch() * outputs() * height * width];
    for (int i = 0; i < y.length; i++) {
      y[i] = b[i / (height * width) % outputs()];
    }
    for (int n = 0; n < batch(); n++) {
      for (int e = 0; e < w.length; e++) {
        int from = n * inputs() + inputOf(e);
        int to = n * outputs() + outputOf(e);
        int[] at = index(e);
        for (int r = 0; r < smallHeight; r++) {
          for (int c = 0; c < smallWidth; c++) {
            int row =
                r * geometry.strideHeight()
                    + at[2] * geometry.dilationHeight()
                    - geometry.padding().top();
            int column =
                c * geometry.strideWidth()
                    + at[3] * geometry.dilationWidth()
                    - geometry.padding().left();
            if (row >= 0 && row < largeHeight && column >= 0 && column < largeWidth) {
              int small = r * smallWidth + c;
              int large = row * largeWidth + column;
              if (transposed) {
                y[to * height * width + large] += x[from * smallHeight * smallWidth + small] * w[e];
              } else {
                y[to * height * width + small] += x[from * largeHeight * largeWidth + large] * w[e];
              }
            }
          }
        }
      }
    }
    return y;
  }

  /** The values of one example of a batch. */
  double[] example(double[] values, int number) {
    int size = values.length / batch();
    return Arrays.copyOfRange(values, number * size, (number + 1) * size);
  }
}
