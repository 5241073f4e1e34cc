package org.bcnn.it.tck.reference;

import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Op;
import org.bcnn.tensor.Shape;

/** Matrix products, convolutions and their adjoints. */
final class Products {
  private Products() {}

  static DoubleTensor matMul(Op.MatMul op, DoubleTensor left, DoubleTensor right, Shape shape) {
    int inner = left.shape().dim(op.transposeLeft() ? 0 : 1);
    DoubleTensor product = DoubleTensor.zeros(shape);
    Elements.forEach(
        shape,
        (position, at) -> {
          for (int k = 0; k < inner; k++) {
            int l =
                op.transposeLeft()
                    ? Elements.position(left.shape(), k, at[0])
                    : Elements.position(left.shape(), at[0], k);
            int r =
                op.transposeRight()
                    ? Elements.position(right.shape(), at[1], k)
                    : Elements.position(right.shape(), k, at[1]);
            product.data()[position] += left.data()[l] * right.data()[r];
          }
        });
    return product;
  }

  static DoubleTensor conv2d(
      ConvGeometry geometry, DoubleTensor images, DoubleTensor filter, Shape shape) {
    DoubleTensor out = DoubleTensor.zeros(shape);
    forEachTap(
        geometry,
        images.shape(),
        filter.shape(),
        shape,
        (i, f, o) -> out.data()[o] += images.data()[i] * filter.data()[f]);
    return out;
  }

  static DoubleTensor inputGradient(
      ConvGeometry geometry, Shape images, DoubleTensor filter, DoubleTensor outGradient) {
    DoubleTensor gradient = DoubleTensor.zeros(images);
    forEachTap(
        geometry,
        images,
        filter.shape(),
        outGradient.shape(),
        (i, f, o) -> gradient.data()[i] += filter.data()[f] * outGradient.data()[o]);
    return gradient;
  }

  static DoubleTensor filterGradient(
      ConvGeometry geometry, DoubleTensor images, Shape filter, DoubleTensor outGradient) {
    DoubleTensor gradient = DoubleTensor.zeros(filter);
    forEachTap(
        geometry,
        images.shape(),
        filter,
        outGradient.shape(),
        (i, f, o) -> gradient.data()[f] += images.data()[i] * outGradient.data()[o]);
    return gradient;
  }

  /** One product of a convolution: an image element times a filter element adds to an output. */
  private interface Tap {
    void at(int image, int filter, int output);
  }

  /** The definition of convolution, of which the three operations are the three views. */
  private static void forEachTap(
      ConvGeometry geometry, Shape images, Shape filter, Shape output, Tap tap) {
    int outChannelsOfGroup = output.dim(1) / geometry.groups();
    int channelsOfGroup = filter.dim(1);
    Elements.forEach(
        output,
        (o, at) -> {
          int group = at[1] / outChannelsOfGroup;
          for (int c = 0; c < channelsOfGroup; c++) {
            for (int i = 0; i < filter.dim(2); i++) {
              for (int j = 0; j < filter.dim(3); j++) {
                int row =
                    at[2] * geometry.strideHeight()
                        + i * geometry.dilationHeight()
                        - geometry.padding().top();
                int column =
                    at[3] * geometry.strideWidth()
                        + j * geometry.dilationWidth()
                        - geometry.padding().left();
                if (row >= 0 && row < images.dim(2) && column >= 0 && column < images.dim(3)) {
                  int channel = group * channelsOfGroup + c;
                  tap.at(
                      Elements.position(images, at[0], channel, row, column),
                      Elements.position(filter, at[1], c, i, j),
                      o);
                }
              }
            }
          }
        });
  }
}
