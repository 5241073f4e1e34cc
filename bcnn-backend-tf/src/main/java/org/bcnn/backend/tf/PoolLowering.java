package org.bcnn.backend.tf;

import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.PoolGeometry;
import org.tensorflow.Output;

/** Lowers pooling and its gradients, NHWC. */
final class PoolLowering {
  private final LoweringContext context;
  private final GraphWriter graph;

  PoolLowering(LoweringContext context) {
    this.context = context;
    this.graph = context.graph();
  }

  Value max(Op.MaxPool op, Node node) {
    return context.result(node, Layout.IMAGES, max(padded(node, op.geometry()), op.geometry()));
  }

  private Output<?> padded(Node node, PoolGeometry geometry) {
    Output<?> x = context.operand(node, 0).as(Layout.IMAGES);
    return Window.of(geometry).pad(graph, x, Float.NEGATIVE_INFINITY);
  }

  private Output<?> max(Output<?> padded, PoolGeometry geometry) {
    return pool("MaxPool", geometry).in(padded).output();
  }

  private GraphWriter.Building pool(String type, PoolGeometry geometry) {
    Window window = Window.of(geometry);
    return graph
        .op(type)
        .withList("ksize", 1, geometry.kernelHeight(), geometry.kernelWidth(), 1)
        .withList("strides", window.strides())
        .with("padding", window.mode());
  }

  Value maxGradient(Op.MaxPoolGradient op, Node node) {
    Window window = Window.of(op.geometry());
    Output<?> padded = padded(node, op.geometry());
    Output<?> gradient =
        pool("MaxPoolGrad", op.geometry())
            .in(padded, max(padded, op.geometry()), context.operand(node, 1).as(Layout.IMAGES))
            .output();
    int[] extents = window.paddedExtents(node.output().shape(), 1);
    return context.result(node, Layout.IMAGES, window.crop(graph, gradient, extents));
  }

  Value average(Op.AvgPool op, Node node) {
    Output<?> x = context.operand(node, 0).as(Layout.IMAGES);
    Output<?> padded = Window.of(op.geometry()).pad(graph, x, 0);
    return context.result(node, Layout.IMAGES, pool("AvgPool", op.geometry()).in(padded).output());
  }

  Value averageGradient(Op.AvgPoolGradient op, Node node) {
    Window window = Window.of(op.geometry());
    int[] extents = window.paddedExtents(op.inputShape(), 1);
    Output<?> gradient =
        pool("AvgPoolGrad", op.geometry())
            .in(graph.ints(extents), context.operand(node, 0).as(Layout.IMAGES))
            .output();
    return context.result(node, Layout.IMAGES, window.crop(graph, gradient, extents));
  }
}
