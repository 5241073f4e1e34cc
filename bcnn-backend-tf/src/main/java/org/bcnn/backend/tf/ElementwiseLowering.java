package org.bcnn.backend.tf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.BinaryKind;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.UnaryKind;
import org.bcnn.tensor.Shape;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * Lowers elementwise operations. They run in the layout of their largest operand, and never make a
 * broadcast operand in full: the engine broadcasts as it computes.
 */
final class ElementwiseLowering {
  private static final float SOFTPLUS_BOUND = 20;

  private record Condition(Layout layout, Output<?> output) {}

  private final LoweringContext context;
  private final GraphWriter graph;
  private final FusedGradients fused;
  private final Map<Tensor, Condition> conditions = new HashMap<>();

  ElementwiseLowering(LoweringContext context) {
    this.context = context;
    this.graph = context.graph();
    this.fused = new FusedGradients(context);
  }

  Value unary(Op.Unary op, Node node) {
    Value x = context.operand(node, 0);
    Output<?> operand = x.as(x.layout());
    Output<?> result =
        op.kind() == UnaryKind.SOFTPLUS ? softplus(operand) : graph.apply(type(op.kind()), operand);
    return context.result(node, x.layout(), result);
  }

  /**
   * The engine's softplus kernel does not use vector instructions, its parts do. Beyond the bound
   * log(1 + e^x) is x in single precision; below it is larger than x.
   */
  private Output<?> softplus(Output<?> x) {
    Output<?> bounded = graph.apply("Minimum", x, graph.scalar(SOFTPLUS_BOUND));
    return graph.apply("Maximum", x, graph.apply("Log1p", graph.apply("Exp", bounded)));
  }

  private static String type(UnaryKind kind) {
    return switch (kind) {
      case NEGATE -> "Neg";
      case ABS -> "Abs";
      case SIGN -> "Sign";
      case EXP -> "Exp";
      case EXPM1 -> "Expm1";
      case LOG -> "Log";
      case LOG1P -> "Log1p";
      case SQRT -> "Sqrt";
      case RSQRT -> "Rsqrt";
      case SQUARE -> "Square";
      case RECIPROCAL -> "Reciprocal";
      case SOFTPLUS -> throw new IllegalArgumentException("softplus is several operations");
      case SIGMOID -> "Sigmoid";
      case TANH -> "Tanh";
      case RELU -> "Relu";
    };
  }

  Value binary(Op.Binary op, Node node) {
    Value gradient = fused.match(op.kind(), node);
    if (gradient != null) {
      return gradient;
    }
    List<Value> operands = operands(node);
    Layout layout = layout(operands, node.output().shape());
    if (op.kind() == BinaryKind.ADD) {
      Value sum = biased(node, layout, operands);
      if (sum != null) {
        return sum;
      }
    }
    Output<?> result =
        graph.apply(
            type(op.kind()),
            operands.get(0).broadcastable(layout),
            operands.get(1).broadcastable(layout));
    return switch (op.kind()) {
      case GREATER, GREATER_OR_EQUAL, EQUAL -> {
        conditions.put(node.output(), new Condition(layout, result));
        yield context.result(
            node, layout, graph.op("Cast").in(result).with("DstT", DataType.DT_FLOAT).output());
      }
      default -> context.result(node, layout, result);
    };
  }

  private static String type(BinaryKind kind) {
    return switch (kind) {
      case ADD -> "AddV2";
      case SUBTRACT -> "Sub";
      case MULTIPLY -> "Mul";
      case DIVIDE -> "RealDiv";
      case POWER -> "Pow";
      case MAXIMUM -> "Maximum";
      case MINIMUM -> "Minimum";
      case GREATER -> "Greater";
      case GREATER_OR_EQUAL -> "GreaterEqual";
      case EQUAL -> "Equal";
    };
  }

  /** The engine adds a vector along the last stored axis faster than it broadcasts one. */
  private Value biased(Node node, Layout layout, List<Value> operands) {
    for (int i = 0; i < 2; i++) {
      Value bias = operands.get(i);
      Value x = operands.get(1 - i);
      if (layout.rank() >= 2
          && x.shape().equals(node.output().shape())
          && isBias(bias, layout, x)) {
        Output<?> vector = graph.apply("Reshape", bias.plain(), graph.ints(bias.shape().size()));
        return context.result(node, layout, graph.apply("BiasAdd", x.as(layout), vector));
      }
    }
    return null;
  }

  private static boolean isBias(Value bias, Layout layout, Value x) {
    int last = layout.order().get(layout.rank() - 1);
    int axis = last - (layout.rank() - bias.shape().rank());
    return axis >= 0
        && bias.shape().size() == x.shape().dim(last)
        && bias.shape().dim(axis) == bias.shape().size();
  }

  Value select(Node node) {
    List<Value> operands = operands(node);
    Layout layout = layout(operands, node.output().shape());
    return context.result(
        node,
        layout,
        graph.apply(
            "SelectV2",
            condition(node.operand(0), operands.get(0), layout),
            operands.get(1).broadcastable(layout),
            operands.get(2).broadcastable(layout)));
  }

  /** A comparison that is chosen by need not become numbers first. */
  private Output<?> condition(Tensor tensor, Value value, Layout layout) {
    Condition known = conditions.get(tensor);
    return known != null && known.layout().equals(layout)
        ? known.output()
        : graph.apply("NotEqual", value.broadcastable(layout), graph.scalar(0f));
  }

  /** Returns the operands, looking through broadcasts that the operation makes anyway. */
  private List<Value> operands(Node node) {
    Shape result = node.output().shape();
    long full =
        node.operands().stream()
            .filter(t -> !isBroadcast(t))
            .filter(t -> t.shape().equals(result))
            .count();
    List<Value> values = new ArrayList<>();
    for (Tensor operand : node.operands()) {
      values.add(
          context.value(full > 0 && isBroadcast(operand) ? operand.node().operand(0) : operand));
    }
    return values;
  }

  private static boolean isBroadcast(Tensor tensor) {
    return tensor.node().op() instanceof Op.Broadcast;
  }

  /** Returns the layout to compute in: that of the largest operand of full rank. */
  static Layout layout(List<Value> operands, Shape result) {
    Value chosen = null;
    for (Value operand : operands) {
      if (operand.shape().rank() == result.rank()
          && (chosen == null || weight(operand) > weight(chosen))) {
        chosen = operand;
      }
    }
    return chosen == null ? Layout.plain(result.rank()) : chosen.layout();
  }

  /** Among operands of one size, the one that has already left the plain layout counts more. */
  private static long weight(Value operand) {
    return 2L * operand.shape().size() + (operand.layout().isPlain() ? 0 : 1);
  }
}
