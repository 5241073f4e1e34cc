package org.bcnn.backend.tf;

import java.util.List;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.ReduceKind;
import org.bcnn.tensor.Shape;
import org.tensorflow.Output;

/** Lowers reductions, and operations that move elements or choose among them. */
final class ShapeLowering {
  private final LoweringContext context;
  private final GraphWriter graph;

  ShapeLowering(LoweringContext context) {
    this.context = context;
    this.graph = context.graph();
  }

  Value reduce(Op.Reduce op, Node node) {
    Value x = context.operand(node, 0);
    Layout layout = x.layout();
    Layout result = op.keepDims() ? layout : layout.without(op.axes());
    if (op.axes().isEmpty()) {
      return x;
    }
    int[] axes = op.axes().stream().mapToInt(layout::stored).sorted().toArray();
    Output<?> reduced =
        op.kind() == ReduceKind.SUM && keepsLast(axes, layout.rank())
            ? sumToLast(x.as(layout), layout.store(x.shape()), result.store(node.output().shape()))
            : graph
                .op(type(op.kind()))
                .in(x.as(layout), graph.ints(axes))
                .with("keep_dims", op.keepDims())
                .output();
    return context.result(node, result, reduced);
  }

  /** Says whether all stored axes but the last are reduced, and those are several. */
  private static boolean keepsLast(int[] axes, int rank) {
    return rank >= 3 && axes.length == rank - 1 && axes[rank - 2] == rank - 2;
  }

  /**
   * Sums over images first and then along their rows, because the engine adds long rows five times
   * as fast as short ones.
   */
  private Output<?> sumToLast(Output<?> x, int[] extents, int[] result) {
    int channels = extents[extents.length - 1];
    int row = extents[extents.length - 2];
    int rows = 1;
    for (int i = 0; i < extents.length - 2; i++) {
      rows *= extents[i];
    }
    Output<?> wide = graph.apply("Reshape", x, graph.ints(rows, row * channels));
    Output<?> total = graph.apply("Sum", wide, graph.ints(0));
    Output<?> narrow = graph.apply("Reshape", total, graph.ints(row, channels));
    return graph.apply("Reshape", graph.apply("Sum", narrow, graph.ints(0)), graph.ints(result));
  }

  private static String type(ReduceKind kind) {
    return switch (kind) {
      case SUM -> "Sum";
      case MEAN -> "Mean";
      case MAX -> "Max";
    };
  }

  Value reshape(Op.Reshape op, Node node) {
    Output<?> x = context.operand(node, 0).plain();
    return context.plainResult(node, graph.apply("Reshape", x, graph.ints(op.shape().toArray())));
  }

  /** A transposition moves nothing: the same bytes are read in another order. */
  Value transpose(Op.Transpose op, Node node) {
    Value x = context.operand(node, 0);
    List<Integer> permutation = op.permutation();
    Layout layout = new Layout(x.layout().order().stream().map(permutation::indexOf).toList());
    return context.result(node, layout, x.as(x.layout()));
  }

  Value broadcast(Op.Broadcast op, Node node) {
    Value x = context.operand(node, 0);
    Layout layout = ElementwiseLowering.layout(List.of(x), op.shape());
    return context.result(
        node,
        layout,
        graph.apply("BroadcastTo", x.broadcastable(layout), graph.ints(layout.store(op.shape()))));
  }

  Value slice(Op.Slice op, Node node) {
    Value x = context.operand(node, 0);
    Layout layout = x.layout();
    return context.result(
        node,
        layout,
        graph.apply(
            "Slice",
            x.as(layout),
            graph.ints(layout.store(op.begin())),
            graph.ints(layout.store(op.shape()))));
  }

  Value pad(Op.Pad op, Node node) {
    Value x = context.operand(node, 0);
    Layout layout = x.layout();
    return context.result(
        node,
        layout,
        graph.apply(
            "PadV2",
            x.as(layout),
            graph.pairs(layout.store(op.before()), layout.store(op.after())),
            graph.scalar(op.value())));
  }

  Value concat(Op.Concat op, Node node) {
    List<Value> parts = node.operands().stream().map(context::value).toList();
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Layout layout = ElementwiseLowering.layout(parts, node.output().shape());
    List<Output<?>> stored = new java.util.ArrayList<>();
    parts.forEach(part -> stored.add(part.as(layout)));
    return context.result(
        node,
        layout,
        graph.op("ConcatV2").inList(stored).in(graph.scalar(layout.stored(op.axis()))).output());
  }

  /** The engine normalises along the last stored axis. */
  Value logSoftmax(Op.LogSoftmax op, Node node) {
    Layout layout = Layout.withLast(op.axis(), node.output().shape().rank());
    Output<?> x = context.operand(node, 0).as(layout);
    return context.result(node, layout, graph.apply("LogSoftmax", x));
  }

  /** Here a channel is (c, i, j), the engine's is (i, j, c). */
  Value depthToSpace(Op.DepthToSpace op, Node node) {
    Shape from = node.operand(0).shape();
    Shape to = node.output().shape();
    Output<?> x = context.operand(node, 0).as(Layout.IMAGES);
    Output<?> channels = exchange(x, from, to.dim(1), op.block() * op.block());
    return context.result(node, Layout.IMAGES, blocks("DepthToSpace", channels, op.block()));
  }

  Value spaceToDepth(Op.SpaceToDepth op, Node node) {
    Shape from = node.operand(0).shape();
    Output<?> x = context.operand(node, 0).as(Layout.IMAGES);
    Output<?> deep = blocks("SpaceToDepth", x, op.block());
    return context.result(
        node,
        Layout.IMAGES,
        exchange(deep, node.output().shape(), op.block() * op.block(), from.dim(1)));
  }

  private Output<?> blocks(String type, Output<?> x, int block) {
    return block == 1 ? x : graph.op(type).in(x).with("block_size", (long) block).output();
  }

  /** Reorders channels counted (a, b) to (b, a), for images of a shape. */
  private Output<?> exchange(Output<?> x, Shape shape, int a, int b) {
    if (a == 1 || b == 1) {
      return x;
    }
    int pixels = shape.size() / shape.dim(1);
    Output<?> apart = graph.apply("Reshape", x, graph.ints(pixels, a, b));
    Output<?> exchanged = graph.apply("Transpose", apart, graph.ints(0, 2, 1));
    return graph.apply("Reshape", exchanged, graph.ints(Layout.IMAGES.store(shape)));
  }
}
