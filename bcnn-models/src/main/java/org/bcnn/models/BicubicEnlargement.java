package org.bcnn.models;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Bicubic interpolation by a whole factor r as a convolution with fixed filters, one for each place
 * in a block of r×r pixels, which {@link org.bcnn.layer.DepthToSpace} then lays side by side: cubic
 * convolution with the parameter a = −1/2 (Keys 1981), the image mirrored beyond its edges, which
 * is how low-resolution images are enlarged where results are compared. Stateless.
 */
final class BicubicEnlargement {
  /** How many pixels beside its own a pixel of the result depends on. */
  static final int RADIUS = 2;

  private static final int TAPS = 2 * RADIUS + 1;

  private BicubicEnlargement() {}

  /**
   * Enlarges images.
   *
   * @param x {@code [batch, channels, height, width]}
   * @param factor r
   * @return {@code [batch, channels r², height, width]}, the block of each channel row by row
   */
  static Tensor blocks(Tensor x, int factor) {
    int channels = x.shape().dim(1);
    Tensor filters = x.graph().constant(filters(channels, factor));
    return x.graph()
        .conv2d(mirrored(mirrored(x, 2), 3), filters, ConvGeometry.DEFAULT.withGroups(channels));
  }

  /** The filters {@code [channels r², 1, 5, 5]}, the same for each channel. */
  private static HostTensor filters(int channels, int factor) {
    int block = factor * factor;
    HostTensor filters = HostTensor.zeros(Shape.of(channels * block, 1, TAPS, TAPS));
    float[] data = filters.data();
    for (int filter = 0; filter < channels * block; filter++) {
      double[] down = weights(filter % block / factor, factor);
      double[] across = weights(filter % factor, factor);
      for (int tap = 0; tap < TAPS * TAPS; tap++) {
        data[filter * TAPS * TAPS + tap] = (float) (down[tap / TAPS] * across[tap % TAPS]);
      }
    }
    return filters;
  }

  /** What pixels count for at a place of a block along one axis; the weights add to 1. */
  private static double[] weights(int place, int factor) {
    double offset = (place + 0.5) / factor - 0.5;
    double[] weights = new double[TAPS];
    for (int tap = 0; tap < TAPS; tap++) {
      weights[tap] = cubic(Math.abs(tap - RADIUS - offset));
    }
    return weights;
  }

  /** The cubic kernel (Keys 1981, equation 15) at a distance in pixels. */
  private static double cubic(double x) {
    if (x <= 1) {
      return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
  }

  /** Adds the mirror image to both ends of an axis, beginning with the last pixel again. */
  private static Tensor mirrored(Tensor x, int axis) {
    int size = x.shape().dim(axis);
    List<Tensor> parts = new ArrayList<>();
    for (int place = -RADIUS; place < 0; place++) {
      parts.add(line(x, axis, folded(place, size)));
    }
    parts.add(x);
    for (int place = size; place < size + RADIUS; place++) {
      parts.add(line(x, axis, folded(place, size)));
    }
    return x.graph().concat(axis, parts);
  }

  private static Tensor line(Tensor x, int axis, int place) {
    List<Integer> begin = new ArrayList<>(List.of(0, 0, 0, 0));
    begin.set(axis, place);
    int[] dims = new int[4];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i == axis ? 1 : x.shape().dim(i);
    }
    return x.graph().slice(x, begin, Shape.of(dims));
  }

  private static int folded(int place, int size) {
    int wrapped = Math.floorMod(place, 2 * size);
    return wrapped < size ? wrapped : 2 * size - 1 - wrapped;
  }
}
