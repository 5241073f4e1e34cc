package org.bcnn.it.tck.reference;

import java.util.Arrays;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.tensor.Shape;

/** Maximum and average pooling and their gradients. */
final class Pooling {
  private Pooling() {}

  static DoubleTensor max(PoolGeometry geometry, DoubleTensor images, Shape shape) {
    DoubleTensor out = DoubleTensor.zeros(shape);
    Arrays.fill(out.data(), Double.NEGATIVE_INFINITY);
    forEachTap(
        geometry,
        images.shape(),
        shape,
        (i, o) -> out.data()[o] = StrictMath.max(out.data()[o], images.data()[i]));
    return out;
  }

  static DoubleTensor maxGradient(
      PoolGeometry geometry, DoubleTensor images, DoubleTensor outGradient) {
    Shape out = outGradient.shape();
    int[] first = new int[out.size()];
    Arrays.fill(first, -1);
    forEachTap(
        geometry,
        images.shape(),
        out,
        (i, o) -> {
          if (first[o] < 0 || images.data()[i] > images.data()[first[o]]) {
            first[o] = i;
          }
        });
    DoubleTensor gradient = DoubleTensor.zeros(images.shape());
    for (int o = 0; o < first.length; o++) {
      gradient.data()[first[o]] += outGradient.data()[o];
    }
    return gradient;
  }

  static DoubleTensor average(PoolGeometry geometry, DoubleTensor images, Shape shape) {
    int count = geometry.kernelHeight() * geometry.kernelWidth();
    DoubleTensor out = DoubleTensor.zeros(shape);
    forEachTap(
        geometry, images.shape(), shape, (i, o) -> out.data()[o] += images.data()[i] / count);
    return out;
  }

  static DoubleTensor averageGradient(
      PoolGeometry geometry, Shape images, DoubleTensor outGradient) {
    int count = geometry.kernelHeight() * geometry.kernelWidth();
    DoubleTensor gradient = DoubleTensor.zeros(images);
    forEachTap(
        geometry,
        images,
        outGradient.shape(),
        (i, o) -> gradient.data()[i] += outGradient.data()[o] / count);
    return gradient;
  }

  /** An image element in the window of an output. */
  private interface Tap {
    void at(int image, int output);
  }

  /** Visits the real elements of every window, each window's in row-major order. */
  private static void forEachTap(PoolGeometry geometry, Shape images, Shape output, Tap tap) {
    Elements.forEach(
        output,
        (o, at) -> {
          for (int i = 0; i < geometry.kernelHeight(); i++) {
            for (int j = 0; j < geometry.kernelWidth(); j++) {
              int row = at[2] * geometry.strideHeight() + i - geometry.padding().top();
              int column = at[3] * geometry.strideWidth() + j - geometry.padding().left();
              if (row >= 0 && row < images.dim(2) && column >= 0 && column < images.dim(3)) {
                tap.at(Elements.position(images, at[0], at[1], row, column), o);
              }
            }
          }
        });
  }
}
