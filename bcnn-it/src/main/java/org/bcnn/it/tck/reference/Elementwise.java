package org.bcnn.it.tck.reference;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.bcnn.graph.BinaryKind;
import org.bcnn.graph.UnaryKind;
import org.bcnn.tensor.Shape;

/** Elementwise operations, with broadcasting. StrictMath gives the same bits on every JVM. */
final class Elementwise {
  private Elementwise() {}

  static DoubleTensor unary(UnaryKind kind, DoubleTensor x) {
    DoubleUnaryOperator f = function(kind);
    DoubleTensor y = DoubleTensor.zeros(x.shape());
    for (int i = 0; i < y.data().length; i++) {
      y.data()[i] = f.applyAsDouble(x.data()[i]);
    }
    return y;
  }

  static DoubleTensor binary(BinaryKind kind, DoubleTensor x, DoubleTensor y, Shape shape) {
    DoubleBinaryOperator f = function(kind);
    DoubleTensor z = DoubleTensor.zeros(shape);
    Elements.forEach(
        shape,
        (position, index) ->
            z.data()[position] =
                f.applyAsDouble(
                    x.data()[Elements.broadcastPosition(x.shape(), index)],
                    y.data()[Elements.broadcastPosition(y.shape(), index)]));
    return z;
  }

  static DoubleTensor select(
      DoubleTensor condition, DoubleTensor ifNonZero, DoubleTensor ifZero, Shape shape) {
    DoubleTensor z = DoubleTensor.zeros(shape);
    Elements.forEach(
        shape,
        (position, index) -> {
          boolean zero =
              condition.data()[Elements.broadcastPosition(condition.shape(), index)] == 0;
          DoubleTensor chosen = zero ? ifZero : ifNonZero;
          z.data()[position] = chosen.data()[Elements.broadcastPosition(chosen.shape(), index)];
        });
    return z;
  }

  static DoubleTensor broadcast(DoubleTensor x, Shape shape) {
    DoubleTensor y = DoubleTensor.zeros(shape);
    Elements.forEach(
        shape,
        (position, index) ->
            y.data()[position] = x.data()[Elements.broadcastPosition(x.shape(), index)]);
    return y;
  }

  private static DoubleUnaryOperator function(UnaryKind kind) {
    return switch (kind) {
      case NEGATE -> x -> -x;
      case ABS -> StrictMath::abs;
      case SIGN -> StrictMath::signum;
      case EXP -> StrictMath::exp;
      case EXPM1 -> StrictMath::expm1;
      case LOG -> StrictMath::log;
      case LOG1P -> StrictMath::log1p;
      case SQRT -> StrictMath::sqrt;
      case RSQRT -> x -> 1 / StrictMath.sqrt(x);
      case SQUARE -> x -> x * x;
      case RECIPROCAL -> x -> 1 / x;
      case SOFTPLUS ->
          x -> StrictMath.max(x, 0) + StrictMath.log1p(StrictMath.exp(-StrictMath.abs(x)));
      case SIGMOID -> x -> 1 / (1 + StrictMath.exp(-x));
      case TANH -> StrictMath::tanh;
      case RELU -> x -> StrictMath.max(x, 0);
    };
  }

  private static DoubleBinaryOperator function(BinaryKind kind) {
    return switch (kind) {
      case ADD -> (x, y) -> x + y;
      case SUBTRACT -> (x, y) -> x - y;
      case MULTIPLY -> (x, y) -> x * y;
      case DIVIDE -> (x, y) -> x / y;
      case POWER -> StrictMath::pow;
      case MAXIMUM -> StrictMath::max;
      case MINIMUM -> StrictMath::min;
      case GREATER -> (x, y) -> x > y ? 1 : 0;
      case GREATER_OR_EQUAL -> (x, y) -> x >= y ? 1 : 0;
      case EQUAL -> (x, y) -> x == y ? 1 : 0;
    };
  }
}
