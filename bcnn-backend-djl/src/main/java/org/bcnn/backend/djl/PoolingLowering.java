package org.bcnn.backend.djl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Padding;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * Lowers pooling and its gradients. A maximum pool and its gradient share one pass over the images,
 * which finds the maxima and where they are. libtorch pads alike on opposite sides, by at most half
 * the window; any other padding becomes an explicit border.
 */
final class PoolingLowering {
  /** The maxima, and the position of each in the plane that was pooled. */
  private record Maxima(String images, String values, String positions) {}

  private final Emitter out;
  private final Map<List<Object>, Maxima> pooled = new HashMap<>();

  PoolingLowering(Emitter out) {
    this.out = out;
  }

  void max(Op.MaxPool op, Node node) {
    out.define(node.output(), Value.fresh(maxima(node.operand(0), op.geometry()).values()));
  }

  void maxGradient(Op.MaxPoolGradient op, Node node) {
    PoolGeometry geometry = op.geometry();
    Maxima maxima = maxima(node.operand(0), geometry);
    String gradient =
        out.assign(
            "torch.max_pool2d_with_indices_backward(%s, %s, %s, [1, 1], False, %s)"
                .formatted(
                    out.name(node.operand(1)),
                    maxima.images(),
                    windows(geometry),
                    maxima.positions()));
    define(node.output(), gradient, geometry);
  }

  private Maxima maxima(Tensor images, PoolGeometry geometry) {
    return pooled.computeIfAbsent(
        List.of(images, geometry),
        key -> {
          String padded = padded(out.name(images), geometry, Double.NEGATIVE_INFINITY);
          String values = out.newName();
          String positions = out.newName();
          out.statement(
              "%s, %s = torch.max_pool2d_with_indices(%s, %s, [1, 1], False)"
                  .formatted(values, positions, padded, windows(geometry)));
          return new Maxima(padded, values, positions);
        });
  }

  void average(Op.AvgPool op, Node node) {
    PoolGeometry geometry = op.geometry();
    String images = padded(out.name(node.operand(0)), geometry, 0);
    out.defineFresh(
        node.output(),
        "torch.avg_pool2d(%s, %s, False, True, None)".formatted(images, windows(geometry)));
  }

  void averageGradient(Op.AvgPoolGradient op, Node node) {
    PoolGeometry geometry = op.geometry();
    Padding padding = geometry.padding();
    int[] shape = op.inputShape().toArray();
    if (!fits(geometry)) {
      shape[2] += padding.top() + padding.bottom();
      shape[3] += padding.left() + padding.right();
    }
    // Only the shape of the images matters.
    String gradient = out.name(node.operand(0));
    String images =
        out.assign(
            "torch.expand(torch.new_zeros(%s, [1]), %s)".formatted(gradient, Literals.list(shape)));
    define(
        node.output(),
        out.assign(
            "torch.avg_pool2d_backward(%s, %s, %s, False, True, None)"
                .formatted(gradient, images, windows(geometry))),
        geometry);
  }

  private void define(Tensor output, String gradient, PoolGeometry geometry) {
    Shape shape = output.shape();
    out.define(
        output,
        Value.fresh(
            fits(geometry) ? gradient : Borders.strip(out, gradient, geometry.padding(), shape)));
  }

  private String padded(String images, PoolGeometry geometry, double value) {
    return fits(geometry) ? images : Borders.add(out, images, geometry.padding(), value);
  }

  private static boolean fits(PoolGeometry geometry) {
    Padding padding = geometry.padding();
    return padding.top() == padding.bottom()
        && padding.left() == padding.right()
        && 2 * padding.top() <= geometry.kernelHeight()
        && 2 * padding.left() <= geometry.kernelWidth();
  }

  /** Writes kernel, stride and padding. */
  private static String windows(PoolGeometry geometry) {
    Padding padding = geometry.padding();
    return Literals.list(geometry.kernelHeight(), geometry.kernelWidth())
        + ", "
        + Literals.list(geometry.strideHeight(), geometry.strideWidth())
        + ", "
        + (fits(geometry) ? Literals.list(padding.top(), padding.left()) : Literals.list(0, 0));
  }
}
