package org.bcnn.backend.tf;

import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Padding;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.tensor.Shape;
import org.tensorflow.Output;

/**
 * How a window moves over images in the engine's terms. Padding is the engine's own ("SAME") where
 * that means the same, and no copy is made; else the images are padded first.
 */
final class Window {
  private final int strideHeight;
  private final int strideWidth;
  private final Padding padding;
  private final boolean same;

  private Window(int strideHeight, int strideWidth, Padding padding, boolean same) {
    this.strideHeight = strideHeight;
    this.strideWidth = strideWidth;
    this.padding = padding;
    this.same = same;
  }

  static Window of(ConvGeometry geometry, Shape images, Shape filters) {
    Padding p = geometry.padding();
    boolean same =
        geometry.dilationHeight() == 1
            && geometry.dilationWidth() == 1
            && isSame(images.dim(2), filters.dim(2), geometry.strideHeight(), p.top(), p.bottom())
            && isSame(images.dim(3), filters.dim(3), geometry.strideWidth(), p.left(), p.right());
    return new Window(geometry.strideHeight(), geometry.strideWidth(), p, same);
  }

  /** A pooling window, whose padding is always made first. */
  static Window of(PoolGeometry geometry) {
    return new Window(geometry.strideHeight(), geometry.strideWidth(), geometry.padding(), false);
  }

  /** The engine's rule: as many outputs as strides fit, the odd cell of padding after. */
  private static boolean isSame(int extent, int kernel, int stride, int before, int after) {
    int outputs = (extent + stride - 1) / stride;
    int total = Math.max(0, (outputs - 1) * stride + kernel - extent);
    return before == total / 2 && after == total - total / 2;
  }

  private boolean padsFirst() {
    return !same && !padding.equals(Padding.NONE);
  }

  String mode() {
    return same ? "SAME" : "VALID";
  }

  boolean isStrided() {
    return strideHeight > 1 || strideWidth > 1;
  }

  int[] strides() {
    return new int[] {1, strideHeight, strideWidth, 1};
  }

  /** Returns the images, NHWC, with the border that the engine does not add itself. */
  Output<?> pad(GraphWriter graph, Output<?> images, float value) {
    if (!padsFirst()) {
      return images;
    }
    Output<?> pairs =
        graph.pairs(
            new int[] {0, padding.top(), padding.left(), 0},
            new int[] {0, padding.bottom(), padding.right(), 0});
    return value == 0
        ? graph.apply("Pad", images, pairs)
        : graph.apply("PadV2", images, pairs, graph.scalar(value));
  }

  /** Returns the extents, NHWC, of one group of images with that border. */
  int[] paddedExtents(Shape images, int groups) {
    boolean pads = padsFirst();
    return new int[] {
      images.dim(0),
      images.dim(2) + (pads ? padding.top() + padding.bottom() : 0),
      images.dim(3) + (pads ? padding.left() + padding.right() : 0),
      images.dim(1) / groups
    };
  }

  /** Undoes {@link #pad} for gradients of the given padded extents. */
  Output<?> crop(GraphWriter graph, Output<?> padded, int[] extents) {
    if (!padsFirst()) {
      return padded;
    }
    return graph.apply(
        "Slice",
        padded,
        graph.ints(0, padding.top(), padding.left(), 0),
        graph.ints(
            extents[0],
            extents[1] - padding.top() - padding.bottom(),
            extents[2] - padding.left() - padding.right(),
            extents[3]));
  }
}
