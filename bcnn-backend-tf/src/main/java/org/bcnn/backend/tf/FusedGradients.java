package org.bcnn.backend.tf;

import org.bcnn.graph.BinaryKind;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.UnaryKind;
import org.tensorflow.Output;

/**
 * Recognises what gradient rules of elementwise functions build, for which the engine has a kernel
 * that passes over memory once instead of two or three times.
 */
final class FusedGradients {
  private final LoweringContext context;

  FusedGradients(LoweringContext context) {
    this.context = context;
  }

  /** Returns the result of a node if it is such a gradient, else null. */
  Value match(BinaryKind kind, Node node) {
    Tensor left = node.operand(0);
    Tensor right = node.operand(1);
    return switch (kind) {
      case MULTIPLY -> product(node, left, right);
      case DIVIDE -> quotient(node, left, right);
      case SUBTRACT -> difference(node, left, right);
      default -> null;
    };
  }

  /** Matches g sigmoid(x), of softplus, and g (x > 0), of the rectifier. */
  private Value product(Node node, Tensor gradient, Tensor slope) {
    if (isUnary(slope, UnaryKind.SIGMOID)) {
      return apply(node, "SoftplusGrad", gradient, slope.node().operand(0));
    }
    if (isBinary(slope, BinaryKind.GREATER) && isScalar(slope.node().operand(1), 0)) {
      return apply(node, "ReluGrad", gradient, slope.node().operand(0));
    }
    return null;
  }

  /** Matches 0.5 g / sqrt(x). */
  private Value quotient(Node node, Tensor numerator, Tensor root) {
    return isUnary(root, UnaryKind.SQRT)
            && isBinary(numerator, BinaryKind.MULTIPLY)
            && isScalar(numerator.node().operand(1), 0.5f)
        ? apply(node, "SqrtGrad", root, numerator.node().operand(0))
        : null;
  }

  /** Matches g - g tanh(x)^2. */
  private Value difference(Node node, Tensor gradient, Tensor product) {
    if (!isBinary(product, BinaryKind.MULTIPLY)
        || product.node().operand(0) != gradient
        || !isUnary(product.node().operand(1), UnaryKind.SQUARE)) {
      return null;
    }
    Tensor y = product.node().operand(1).node().operand(0);
    return isUnary(y, UnaryKind.TANH) ? apply(node, "TanhGrad", y, gradient) : null;
  }

  private Value apply(Node node, String type, Tensor first, Tensor second) {
    if (!first.shape().equals(node.output().shape()) || !second.shape().equals(first.shape())) {
      return null;
    }
    Value a = context.value(first);
    Value b = context.value(second);
    Layout layout = a.layout().isPlain() ? b.layout() : a.layout();
    Output<?> result = context.graph().apply(type, a.as(layout), b.as(layout));
    return context.result(node, layout, result);
  }

  private static boolean isUnary(Tensor tensor, UnaryKind kind) {
    return tensor.node().op() instanceof Op.Unary unary && unary.kind() == kind;
  }

  private static boolean isBinary(Tensor tensor, BinaryKind kind) {
    return tensor.node().op() instanceof Op.Binary binary && binary.kind() == kind;
  }

  private static boolean isScalar(Tensor tensor, float value) {
    return tensor.node().op() instanceof Op.Constant constant
        && constant.value().shape().rank() == 0
        && constant.value().item() == value;
  }
}
