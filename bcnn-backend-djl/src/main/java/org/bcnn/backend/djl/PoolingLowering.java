package org.bcnn.backend.djl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bcnn.graph.Function;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Padding;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Lowers pooling and its gradients. A maximum pool and its gradient share what was found out about
 * the windows. Those of 2x2 side by side, the most common ones, are compared as four images of
 * every other row and column, which takes a quarter of the time of libtorch's own kernel. libtorch
 * pads alike on opposite sides, by at most half the window; any other padding becomes an explicit
 * border.
 */
final class PoolingLowering {
  private static final PoolGeometry PAIRS = PoolGeometry.square(2, 2);

  /** The largest number up to which float32 has every integer. */
  private static final int EXACT = 1 << 24;

  /** The maxima, and the position of each in the plane that was pooled. */
  private record Maxima(String images, String values, String positions) {}

  private final Emitter out;
  private final Set<List<Object>> withGradient = new HashSet<>();
  private final Map<List<Object>, Maxima> pooled = new HashMap<>();

  /**
   * Prepares for a function.
   *
   * @param function the function, whose gradients of maximum pools decide where positions matter
   * @param out where to write
   */
  PoolingLowering(Function function, Emitter out) {
    this.out = out;
    for (Node node : function.nodes()) {
      if (node.op() instanceof Op.MaxPoolGradient op) {
        withGradient.add(List.of(node.operand(0), op.geometry()));
      }
    }
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
    List<Object> key = List.of(images, geometry);
    Maxima found = pooled.get(key);
    if (found == null) {
      found =
          geometry.equals(PAIRS) && images.shape().dim(2) * images.shape().dim(3) <= EXACT
              ? compared(images, withGradient.contains(key))
              : pooled(images, geometry);
      pooled.put(key, found);
    }
    return found;
  }

  private Maxima pooled(Tensor images, PoolGeometry geometry) {
    String padded = padded(out.name(images), geometry, Double.NEGATIVE_INFINITY);
    String values = out.newName();
    String positions = out.newName();
    out.statement(
        "%s, %s = torch.max_pool2d_with_indices(%s, %s, [1, 1], False)"
            .formatted(values, positions, padded, windows(geometry)));
    return new Maxima(padded, values, positions);
  }

  /** Compares the two columns of both rows of each window, then the rows. The first wins a tie. */
  private Maxima compared(Tensor images, boolean withPositions) {
    String name = out.name(images);
    int height = images.shape().dim(2) / 2;
    int width = images.shape().dim(3) / 2;
    String[] corners = new String[4];
    for (int i = 0; i < 4; i++) {
      String rows = every(name, 2, i / 2, height);
      corners[i] = out.assign(every(rows, 3, i % 2, width));
    }
    String top = binary("maximum", corners[0], corners[1]);
    String bottom = binary("maximum", corners[2], corners[3]);
    String values = binary("maximum", top, bottom);
    if (!withPositions) {
      return new Maxima(name, values, null);
    }
    String row = greater(bottom, top);
    String column =
        out.assign(
            "torch.lerp(%s, %s, %s)"
                .formatted(greater(corners[1], corners[0]), greater(corners[3], corners[2]), row));
    int stride = images.shape().dim(3);
    String offset = out.assign("torch.add(%s, %s, alpha=%d)".formatted(column, row, stride));
    String corner = binary("add", offset, firstCorners(height, width, stride));
    return new Maxima(name, values, out.assign("torch.to(" + corner + ", 4)"));
  }

  private static String every(String images, int axis, int from, int windows) {
    return "torch.slice(%s, %d, %d, %d, 2)".formatted(images, axis, from, 2 * windows);
  }

  private String binary(String operation, String first, String second) {
    return out.assign("torch.%s(%s, %s)".formatted(operation, first, second));
  }

  private String greater(String first, String second) {
    return out.assign("torch.to(torch.gt(" + first + ", " + second + "), 6)");
  }

  /** Returns the position in the plane of the first corner of each window. */
  private String firstCorners(int height, int width, int stride) {
    float[] positions = new float[height * width];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = 2 * (i / width) * stride + 2 * (i % width);
    }
    return out.constant(HostTensor.of(Shape.of(height, width), positions));
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
