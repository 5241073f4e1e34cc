package org.bcnn.graph;

import java.util.List;
import java.util.stream.IntStream;
import org.bcnn.tensor.Shape;

/**
 * A value in the graph: one result of a node. The methods build further nodes in the same {@link
 * GraphBuilder}; elementwise methods broadcast by the usual rule (trailing axes aligned, extents
 * equal or 1). Immutable; building is not thread-safe.
 */
public final class Tensor {
  private final Node node;
  private final int index;
  private final Shape shape;

  Tensor(Node node, int index, Shape shape) {
    this.node = node;
    this.index = index;
    this.shape = shape;
  }

  /**
   * Returns the node that computes this value.
   *
   * @return the node
   */
  public Node node() {
    return node;
  }

  /**
   * Returns which of the node's results this is.
   *
   * @return the position among the node's results
   */
  public int index() {
    return index;
  }

  /**
   * Returns the shape.
   *
   * @return the shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * Returns the builder this value belongs to.
   *
   * @return the builder
   */
  public GraphBuilder graph() {
    return node.builder();
  }

  /**
   * Applies, to each element, the negative.
   *
   * @return the negative
   */
  public Tensor negate() {
    return graph().unary(UnaryKind.NEGATE, this);
  }

  /**
   * Applies, to each element, the absolute value.
   *
   * @return the absolute value
   */
  public Tensor abs() {
    return graph().unary(UnaryKind.ABS, this);
  }

  /**
   * Applies, to each element, the sign, -1, 0 or 1.
   *
   * @return the sign, -1, 0 or 1
   */
  public Tensor sign() {
    return graph().unary(UnaryKind.SIGN, this);
  }

  /**
   * Applies, to each element, the exponential.
   *
   * @return the exponential
   */
  public Tensor exp() {
    return graph().unary(UnaryKind.EXP, this);
  }

  /**
   * Applies, to each element, {@code e^x - 1}.
   *
   * @return {@code e^x - 1}
   */
  public Tensor expm1() {
    return graph().unary(UnaryKind.EXPM1, this);
  }

  /**
   * Applies, to each element, the natural logarithm.
   *
   * @return the natural logarithm
   */
  public Tensor log() {
    return graph().unary(UnaryKind.LOG, this);
  }

  /**
   * Applies, to each element, {@code log(1 + x)}.
   *
   * @return {@code log(1 + x)}
   */
  public Tensor log1p() {
    return graph().unary(UnaryKind.LOG1P, this);
  }

  /**
   * Applies, to each element, the square root.
   *
   * @return the square root
   */
  public Tensor sqrt() {
    return graph().unary(UnaryKind.SQRT, this);
  }

  /**
   * Applies, to each element, the reciprocal square root.
   *
   * @return the reciprocal square root
   */
  public Tensor rsqrt() {
    return graph().unary(UnaryKind.RSQRT, this);
  }

  /**
   * Applies, to each element, the square.
   *
   * @return the square
   */
  public Tensor square() {
    return graph().unary(UnaryKind.SQUARE, this);
  }

  /**
   * Applies, to each element, {@code 1 / x}.
   *
   * @return {@code 1 / x}
   */
  public Tensor reciprocal() {
    return graph().unary(UnaryKind.RECIPROCAL, this);
  }

  /**
   * Applies, to each element, {@code log(1 + e^x)}, computed without overflow.
   *
   * @return {@code log(1 + e^x)}, computed without overflow
   */
  public Tensor softplus() {
    return graph().unary(UnaryKind.SOFTPLUS, this);
  }

  /**
   * Applies, to each element, the logistic function.
   *
   * @return the logistic function
   */
  public Tensor sigmoid() {
    return graph().unary(UnaryKind.SIGMOID, this);
  }

  /**
   * Applies, to each element, the hyperbolic tangent.
   *
   * @return the hyperbolic tangent
   */
  public Tensor tanh() {
    return graph().unary(UnaryKind.TANH, this);
  }

  /**
   * Applies, to each element, {@code max(x, 0)}.
   *
   * @return {@code max(x, 0)}
   */
  public Tensor relu() {
    return graph().unary(UnaryKind.RELU, this);
  }

  /**
   * Computes elementwise {@code this + other}.
   *
   * @param other the second operand
   * @return {@code this + other}
   */
  public Tensor add(Tensor other) {
    return graph().binary(BinaryKind.ADD, this, other);
  }

  /**
   * Computes elementwise {@code this - other}.
   *
   * @param other the second operand
   * @return {@code this - other}
   */
  public Tensor subtract(Tensor other) {
    return graph().binary(BinaryKind.SUBTRACT, this, other);
  }

  /**
   * Computes elementwise {@code this * other}.
   *
   * @param other the second operand
   * @return {@code this * other}
   */
  public Tensor multiply(Tensor other) {
    return graph().binary(BinaryKind.MULTIPLY, this, other);
  }

  /**
   * Computes elementwise {@code this / other}.
   *
   * @param other the second operand
   * @return {@code this / other}
   */
  public Tensor divide(Tensor other) {
    return graph().binary(BinaryKind.DIVIDE, this, other);
  }

  /**
   * Computes elementwise {@code this^other}, for a base that is not negative.
   *
   * @param other the second operand
   * @return {@code this^other}, for a base that is not negative
   */
  public Tensor power(Tensor other) {
    return graph().binary(BinaryKind.POWER, this, other);
  }

  /**
   * Computes elementwise the larger of the two.
   *
   * @param other the second operand
   * @return the larger of the two
   */
  public Tensor maximum(Tensor other) {
    return graph().binary(BinaryKind.MAXIMUM, this, other);
  }

  /**
   * Computes elementwise the smaller of the two.
   *
   * @param other the second operand
   * @return the smaller of the two
   */
  public Tensor minimum(Tensor other) {
    return graph().binary(BinaryKind.MINIMUM, this, other);
  }

  /**
   * Computes elementwise 1 where {@code this > other}, else 0.
   *
   * @param other the second operand
   * @return 1 where {@code this > other}, else 0
   */
  public Tensor greater(Tensor other) {
    return graph().binary(BinaryKind.GREATER, this, other);
  }

  /**
   * Computes elementwise 1 where {@code this >= other}, else 0.
   *
   * @param other the second operand
   * @return 1 where {@code this >= other}, else 0
   */
  public Tensor greaterOrEqual(Tensor other) {
    return graph().binary(BinaryKind.GREATER_OR_EQUAL, this, other);
  }

  /**
   * Computes elementwise 1 where both are equal, else 0.
   *
   * @param other the second operand
   * @return 1 where both are equal, else 0
   */
  public Tensor equalTo(Tensor other) {
    return graph().binary(BinaryKind.EQUAL, this, other);
  }

  /**
   * Computes elementwise {@code this + value}.
   *
   * @param value a constant
   * @return {@code this + value}
   */
  public Tensor add(double value) {
    return add(graph().constant((float) value));
  }

  /**
   * Computes elementwise {@code this - value}.
   *
   * @param value a constant
   * @return {@code this - value}
   */
  public Tensor subtract(double value) {
    return subtract(graph().constant((float) value));
  }

  /**
   * Computes elementwise {@code this * value}.
   *
   * @param value a constant
   * @return {@code this * value}
   */
  public Tensor multiply(double value) {
    return multiply(graph().constant((float) value));
  }

  /**
   * Computes elementwise {@code this / value}.
   *
   * @param value a constant
   * @return {@code this / value}
   */
  public Tensor divide(double value) {
    return divide(graph().constant((float) value));
  }

  /**
   * Computes elementwise 1 where {@code this > value}, else 0.
   *
   * @param value a constant
   * @return 1 where {@code this > value}, else 0
   */
  public Tensor greater(double value) {
    return greater(graph().constant((float) value));
  }

  /**
   * Reduces all axes.
   *
   * @return the sum of all elements, a scalar
   */
  public Tensor sum() {
    return graph().reduce(ReduceKind.SUM, this, allAxes(), false);
  }

  /**
   * Reduces some axes.
   *
   * @param keepDims whether reduced axes stay with extent 1
   * @param axes the axes, in any order; none at all reduces nothing
   * @return the sum over the axes
   */
  public Tensor sum(boolean keepDims, int... axes) {
    return graph().reduce(ReduceKind.SUM, this, IntStream.of(axes).boxed().toList(), keepDims);
  }

  /**
   * Reduces all axes.
   *
   * @return the arithmetic mean of all elements, a scalar
   */
  public Tensor mean() {
    return graph().reduce(ReduceKind.MEAN, this, allAxes(), false);
  }

  /**
   * Reduces some axes.
   *
   * @param keepDims whether reduced axes stay with extent 1
   * @param axes the axes, in any order; none at all reduces nothing
   * @return the arithmetic mean over the axes
   */
  public Tensor mean(boolean keepDims, int... axes) {
    return graph().reduce(ReduceKind.MEAN, this, IntStream.of(axes).boxed().toList(), keepDims);
  }

  /**
   * Reduces all axes.
   *
   * @return the maximum of all elements, a scalar
   */
  public Tensor max() {
    return graph().reduce(ReduceKind.MAX, this, allAxes(), false);
  }

  /**
   * Reduces some axes.
   *
   * @param keepDims whether reduced axes stay with extent 1
   * @param axes the axes, in any order; none at all reduces nothing
   * @return the maximum over the axes
   */
  public Tensor max(boolean keepDims, int... axes) {
    return graph().reduce(ReduceKind.MAX, this, IntStream.of(axes).boxed().toList(), keepDims);
  }

  /**
   * Gives the elements another shape.
   *
   * @param dims the new dimensions, with the same product
   * @return the reshaped value
   */
  public Tensor reshape(int... dims) {
    return reshape(Shape.of(dims));
  }

  /**
   * Gives the elements another shape.
   *
   * @param newShape the new shape, with the same number of elements
   * @return the reshaped value
   */
  public Tensor reshape(Shape newShape) {
    return graph().reshape(this, newShape);
  }

  /**
   * Permutes the axes.
   *
   * @param permutation output axis i is input axis {@code permutation[i]}
   * @return the permuted value
   */
  public Tensor transpose(int... permutation) {
    return graph().transpose(this, permutation);
  }

  /**
   * Repeats to a larger shape.
   *
   * @param newShape the larger shape
   * @return the repeated value
   */
  public Tensor broadcastTo(Shape newShape) {
    return graph().broadcast(this, newShape);
  }

  /**
   * Multiplies two matrices, {@code [m, k]} by {@code [k, n]}.
   *
   * @param right the right matrix
   * @return the product {@code [m, n]}
   */
  public Tensor matMul(Tensor right) {
    return graph().matMul(this, right, false, false);
  }

  /**
   * Normalises along an axis.
   *
   * @param axis the axis
   * @return the logarithm of the softmax along the axis
   */
  public Tensor logSoftmax(int axis) {
    return graph().logSoftmax(this, axis);
  }

  /**
   * Passes the value on but no gradient.
   *
   * @return the same value
   */
  public Tensor stopGradient() {
    return graph().stopGradient(this);
  }

  private List<Integer> allAxes() {
    return IntStream.range(0, shape.rank()).boxed().toList();
  }

  @Override
  public String toString() {
    return node + (index == 0 ? "" : "." + index) + " " + shape;
  }
}
