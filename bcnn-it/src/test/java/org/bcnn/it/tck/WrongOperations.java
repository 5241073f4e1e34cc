package org.bcnn.it.tck;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.bcnn.backend.BackendProvider;
import org.bcnn.graph.BinaryKind;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Op;
import org.bcnn.graph.Padding;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.graph.ReduceKind;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.UnaryKind;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Backends that compute one operation wrong, as engines and hasty lowerings do. */
final class WrongOperations {
  private final List<WrongBackend> wrong = new ArrayList<>();

  private WrongOperations() {}

  static List<WrongBackend> all() {
    WrongOperations operations = new WrongOperations();
    operations.elementwise();
    operations.layouts();
    operations.products();
    operations.pooling();
    return operations.wrong;
  }

  private void add(String fault, Set<String> rules, String message, Rewrite rewrite) {
    wrong.add(
        new WrongBackend(
            fault, "operations", rules, message, WrongBackend.withOperations(rewrite)));
  }

  /** The backend whose Adam has its epsilon in the wrong place. */
  static BackendProvider withUncorrectedEpsilon() {
    return WrongBackend.withOperations(
        (graph, node, x) -> node.op() instanceof Op.Adam op ? adam(graph, op, x) : null);
  }

  private void elementwise() {
    add(
        "softplus overflows",
        Set.of("B-120"),
        "B-120: SOFTPLUS of large and small: y of shape [13] has Infinity at element 12",
        (graph, node, x) ->
            Rewrite.is(node.op(), UnaryKind.SOFTPLUS) ? overflowing(x.get(0)) : null);
    add(
        "softplus loses small values",
        Set.of("B-120"),
        "B-120: SOFTPLUS of large and small: y of shape [13] has 0.0 at element 1",
        (graph, node, x) ->
            Rewrite.is(node.op(), UnaryKind.SOFTPLUS)
                ? List.of(x.get(0).exp().add(1).log())
                : null);
    add(
        "expm1 by subtraction",
        Set.of("B-120"),
        "B-120: EXPM1 of large and small",
        (graph, node, x) ->
            Rewrite.is(node.op(), UnaryKind.EXPM1) ? List.of(x.get(0).exp().subtract(1)) : null);
    add(
        "reciprocal square root of three digits",
        Set.of("B-102", "B-120", "B-121"),
        "B-102: RSQRT of ranks 0 to 5",
        (graph, node, x) ->
            Rewrite.is(node.op(), UnaryKind.RSQRT)
                ? List.of(x.get(0).rsqrt().multiply(1.001))
                : null);
    add(
        "subtract with its operands swapped",
        Set.of("B-103", "B-121"),
        "B-103: SUBTRACT of operands that broadcast",
        (graph, node, x) ->
            Rewrite.is(node.op(), BinaryKind.SUBTRACT)
                ? List.of(x.get(1).subtract(x.get(0)))
                : null);
    add(
        "greater-or-equal as not-less, true of NaN",
        Set.of("B-121"),
        "B-121: GREATER_OR_EQUAL of NaN, infinities and zero",
        (graph, node, x) ->
            Rewrite.is(node.op(), BinaryKind.GREATER_OR_EQUAL)
                ? List.of(x.get(1).greater(x.get(0)).negate().add(1))
                : null);
    add(
        "select takes negative numbers for false",
        Set.of("B-104", "B-121"),
        "B-104: select with operands that broadcast",
        (graph, node, x) ->
            node.op() instanceof Op.Select
                ? List.of(graph.select(x.get(0).greater(0), x.get(1), x.get(2)))
                : null);
    add(
        "select by arithmetic, which lets NaN through",
        Set.of("B-121"),
        "B-121: select ignores a NaN it does not choose",
        (graph, node, x) -> node.op() instanceof Op.Select ? arithmeticSelect(graph, x) : null);
    add(
        "inputs lose their last bits",
        Set.of(
            "B-101", "B-102", "B-103", "B-104", "B-105", "B-107", "B-108", "B-109", "B-113",
            "B-116", "B-118", "B-120", "B-121", "B-122"),
        "B-101: leaves of shape [2, 3]",
        (graph, node, x) ->
            node.op() instanceof Op.Input op
                ? List.of(graph.input(op.name(), op.shape()).multiply(1 + 4e-7))
                : null);
    add(
        "stop-gradient stops the value",
        Set.of("B-118"),
        "B-118: stop-gradient",
        (graph, node, x) ->
            node.op() instanceof Op.StopGradient ? List.of(x.get(0).multiply(0)) : null);
    wrong.add(
        new WrongBackend(
            "Adam's epsilon is not corrected for bias",
            "operations",
            Set.of("B-119"),
            "B-119: adam with a large epsilon at step 1.0: new parameter",
            withUncorrectedEpsilon()));
  }

  /** The exponential of more than 88.7 is no float32 number. */
  private static List<Tensor> overflowing(Tensor x) {
    GraphBuilder graph = x.graph();
    Tensor infinity = graph.constant(Float.POSITIVE_INFINITY);
    return List.of(graph.select(x.greater(88.7), infinity, x.softplus()));
  }

  private static List<Tensor> arithmeticSelect(GraphBuilder graph, List<Tensor> x) {
    Tensor chosen = graph.select(x.get(0), graph.constant(1), graph.constant(0));
    Tensor other = chosen.negate().add(1);
    return List.of(chosen.multiply(x.get(1)).add(other.multiply(x.get(2))));
  }

  /** The epsilon of the form in which the two corrections stand before the fraction. */
  private static List<Tensor> adam(GraphBuilder graph, Op.Adam op, List<Tensor> x) {
    List<Tensor> right = graph.adam(op, x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), x.get(5));
    Tensor first = graph.constant((float) op.beta1()).power(x.get(4)).negate().add(1);
    Tensor second = graph.constant((float) op.beta2()).power(x.get(4)).negate().add(1);
    Tensor rate = x.get(5).multiply(second.sqrt()).divide(first);
    Tensor root = right.get(2).sqrt().add(op.epsilon());
    Tensor parameter = x.get(0).subtract(rate.multiply(right.get(1)).divide(root));
    return List.of(parameter, right.get(1), right.get(2));
  }

  private void layouts() {
    add(
        "transpose by the inverse permutation",
        Set.of("B-107"),
        "B-107: transpose [2, 3, 4] by [2, 0, 1]",
        (graph, node, x) ->
            node.op() instanceof Op.Transpose op ? inverse(op, x.get(0), node.output()) : null);
    add(
        "pad with zeros whatever the value",
        Set.of("B-108"),
        "with -1.5",
        (graph, node, x) ->
            node.op() instanceof Op.Pad op
                ? List.of(graph.pad(x.get(0), op.before(), op.after(), 0))
                : null);
    add(
        "concat in reverse",
        Set.of("B-109"),
        "B-109: concat of three parts of rank 2 along axis 1",
        (graph, node, x) -> {
          if (!(node.op() instanceof Op.Concat op)) {
            return null;
          }
          List<Tensor> reversed = new ArrayList<>(x);
          Collections.reverse(reversed);
          return List.of(graph.concat(op.axis(), reversed));
        });
    add(
        "depth-to-space with the block before the channels",
        Set.of("B-116"),
        "B-116: depth-to-space of [2, 8, 3, 2] by 2",
        (graph, node, x) ->
            node.op() instanceof Op.DepthToSpace op ? otherOrder(op.block(), x.get(0)) : null);
    add(
        "no axes reduced means all",
        Set.of("B-105"),
        "B-105: SUM over every subset of the axes of [5]: SUM over []",
        (graph, node, x) ->
            node.op() instanceof Op.Reduce op && op.kind() == ReduceKind.SUM && op.axes().isEmpty()
                ? List.of(x.get(0).sum().broadcastTo(node.output().shape()))
                : null);
    add(
        "log-softmax along the last axis always",
        Set.of("B-117"),
        "B-117: log-softmax of [3, 4] along axis 0",
        (graph, node, x) ->
            node.op() instanceof Op.LogSoftmax
                ? List.of(x.get(0).logSoftmax(x.get(0).shape().rank() - 1))
                : null);
  }

  private static List<Tensor> inverse(Op.Transpose op, Tensor x, Tensor result) {
    int[] inverse = new int[op.permutation().size()];
    for (int axis = 0; axis < inverse.length; axis++) {
      inverse[op.permutation().get(axis)] = axis;
    }
    return List.of(x.transpose(inverse).reshape(result.shape()));
  }

  private static List<Tensor> otherOrder(int block, Tensor x) {
    Shape deep = x.shape();
    int channels = deep.dim(1) / (block * block);
    Tensor split = x.reshape(deep.dim(0), block, block, channels, deep.dim(2) * deep.dim(3));
    Tensor wide = split.transpose(0, 3, 1, 2, 4).reshape(deep);
    return List.of(x.graph().depthToSpace(wide, block));
  }

  private void products() {
    add(
        "a transposed matrix is read as it is stored",
        Set.of("B-106"),
        "B-106: matMul of [3, 2] transposed and [3, 4]",
        (graph, node, x) ->
            node.op() instanceof Op.MatMul op && op.transposeLeft()
                ? List.of(
                    graph.matMul(
                        x.get(0).reshape(x.get(0).shape().dim(1), x.get(0).shape().dim(0)),
                        x.get(1),
                        false,
                        op.transposeRight()))
                : null);
    add(
        "padding off by one row",
        Set.of("B-110"),
        "B-110: conv2d, uneven padding",
        (graph, node, x) ->
            node.op() instanceof Op.Conv2d op
                ? List.of(graph.conv2d(x.get(0), x.get(1), lower(op.geometry())))
                : null);
    add(
        "dilation ignored",
        Set.of("B-110"),
        "B-110: conv2d, dilation 2",
        (graph, node, x) ->
            node.op() instanceof Op.Conv2d op
                ? List.of(undilated(graph, op.geometry(), x, node.output().shape()))
                : null);
    add(
        "groups ignored",
        Set.of("B-110"),
        "B-110: conv2d, two groups",
        (graph, node, x) ->
            node.op() instanceof Op.Conv2d op
                ? List.of(
                    graph.conv2d(
                        x.get(0),
                        graph.concat(1, Collections.nCopies(op.geometry().groups(), x.get(1))),
                        op.geometry().withGroups(1)))
                : null);
    add(
        "input gradient with its padding off by one row",
        Set.of("B-111"),
        "B-111: conv2dInputGradient, uneven padding",
        (graph, node, x) ->
            node.op() instanceof Op.Conv2dInputGradient op
                ? List.of(
                    graph.conv2dInputGradient(
                        op.inputShape(), x.get(0), x.get(1), lower(op.geometry())))
                : null);
    add(
        "filter gradient with its padding off by one row",
        Set.of("B-112"),
        "B-112: conv2dFilterGradient, uneven padding",
        (graph, node, x) ->
            node.op() instanceof Op.Conv2dFilterGradient op
                ? List.of(
                    graph.conv2dFilterGradient(
                        x.get(0), op.filterShape(), x.get(1), lower(op.geometry())))
                : null);
  }

  /** Moves a row of padding from the bottom to the top, as an engine that rounds the other way. */
  private static ConvGeometry lower(ConvGeometry geometry) {
    Padding padding = geometry.padding();
    return padding.bottom() <= padding.top()
        ? geometry
        : geometry.withPadding(
            new Padding(padding.top() + 1, padding.bottom() - 1, padding.left(), padding.right()));
  }

  private static Tensor undilated(
      GraphBuilder graph, ConvGeometry geometry, List<Tensor> x, Shape shape) {
    Tensor dense = graph.conv2d(x.get(0), x.get(1), geometry.withDilation(1));
    return graph.slice(dense, List.of(0, 0, 0, 0), shape);
  }

  private void pooling() {
    add(
        "maximum pooling pads with zeros",
        Set.of("B-113"),
        "B-113: maxPool of negatives, equal padding",
        (graph, node, x) ->
            node.op() instanceof Op.MaxPool op
                ? List.of(graph.maxPool(zeroPadded(x.get(0), op.geometry()), bare(op.geometry())))
                : null);
    add(
        "maximum pooling's ties go to the last",
        Set.of("B-114"),
        "B-114: maxPoolGradient of ties goes to the first, 2x2 tiles",
        (graph, node, x) ->
            node.op() instanceof Op.MaxPoolGradient op
                ? List.of(graph.maxPoolGradient(rising(x.get(0)), x.get(1), op.geometry()))
                : null);
    add(
        "average pooling does not count its padding",
        Set.of("B-115"),
        "B-115: avgPool, equal padding",
        (graph, node, x) ->
            node.op() instanceof Op.AvgPool op
                ? List.of(
                    graph
                        .avgPool(x.get(0), op.geometry())
                        .divide(graph.avgPool(ones(x.get(0)), op.geometry())))
                : null);
  }

  private static Tensor ones(Tensor x) {
    return x.graph().constant(HostTensor.full(x.shape(), 1));
  }

  /** Adds to each element so little that only ties are changed. */
  private static Tensor rising(Tensor x) {
    HostTensor ramp = HostTensor.zeros(x.shape());
    for (int i = 0; i < ramp.data().length; i++) {
      ramp.data()[i] = i * 1e-7f;
    }
    return x.add(x.graph().constant(ramp));
  }

  private static Tensor zeroPadded(Tensor x, PoolGeometry geometry) {
    Padding padding = geometry.padding();
    return x.graph()
        .pad(
            x,
            List.of(0, 0, padding.top(), padding.left()),
            List.of(0, 0, padding.bottom(), padding.right()),
            0);
  }

  private static PoolGeometry bare(PoolGeometry geometry) {
    return new PoolGeometry(
        geometry.kernelHeight(),
        geometry.kernelWidth(),
        geometry.strideHeight(),
        geometry.strideWidth(),
        Padding.NONE);
  }
}
