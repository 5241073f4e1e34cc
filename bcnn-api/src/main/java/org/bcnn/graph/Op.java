package org.bcnn.graph;

import java.util.List;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * One operation of the graph: what a node computes from its operands. Immutable; two operations
 * with equal attributes are equal, which is what hash-consing rests on.
 *
 * <p>A backend handles every operation by implementing {@link Visitor}, so a new operation breaks
 * every backend at compile time rather than at run time. All tensors are float32.
 */
public sealed interface Op {
  /**
   * Calls the visitor's method for this operation.
   *
   * @param visitor the visitor
   * @param node the node that holds this operation
   * @param <R> the visitor's result
   * @return what the visitor returned
   */
  <R> R accept(Visitor<R> visitor, Node node);

  /**
   * Returns the name used in messages, such as {@code conv2d}.
   *
   * @return the name
   */
  default String label() {
    String name = getClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /**
   * A value fed at every run.
   *
   * @param name the name under which it is fed
   * @param shape its shape
   */
  record Input(String name, Shape shape) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitInput(this, node);
    }
  }

  /**
   * The value of a variable at the start of the run.
   *
   * @param variable the variable
   */
  record VariableRead(Variable variable) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitVariableRead(this, node);
    }
  }

  /**
   * A value fixed when the function is built.
   *
   * @param value the value
   */
  record Constant(HostTensor value) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitConstant(this, node);
    }
  }

  /**
   * A fresh draw of noise, addressed by (seed, step) of the run and by the path and draw here.
   *
   * @param distribution what is drawn
   * @param shape the shape of the draw
   * @param path the layer path in the address
   * @param draw the posterior draw in the address
   * @param source who makes the noise
   */
  record Noise(Distribution distribution, Shape shape, String path, int draw, NoiseSource source)
      implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitNoise(this, node);
    }
  }

  /**
   * An elementwise function of one operand.
   *
   * @param kind the function
   */
  record Unary(UnaryKind kind) implements Op {
    @Override
    public String label() {
      return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitUnary(this, node);
    }
  }

  /**
   * An elementwise function of two operands, broadcast against each other.
   *
   * @param kind the function
   */
  record Binary(BinaryKind kind) implements Op {
    @Override
    public String label() {
      return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitBinary(this, node);
    }
  }

  /**
   * Elementwise choice: operand 1 where operand 0 is not zero, else operand 2; all three broadcast.
   */
  record Select() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitSelect(this, node);
    }
  }

  /**
   * A reduction over some axes.
   *
   * @param kind sum, mean or maximum
   * @param axes the axes reduced, ascending
   * @param keepDims whether reduced axes stay with extent 1
   */
  record Reduce(ReduceKind kind, List<Integer> axes, boolean keepDims) implements Op {
    /** Copies the lists. */
    public Reduce {
      axes = List.copyOf(axes);
    }

    @Override
    public String label() {
      return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitReduce(this, node);
    }
  }

  /**
   * The product of two matrices, {@code [m, k]} by {@code [k, n]} after the transpositions.
   *
   * @param transposeLeft whether operand 0 is stored as {@code [k, m]}
   * @param transposeRight whether operand 1 is stored as {@code [n, k]}
   */
  record MatMul(boolean transposeLeft, boolean transposeRight) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitMatMul(this, node);
    }
  }

  /**
   * The same elements in row-major order under another shape.
   *
   * @param shape the new shape
   */
  record Reshape(Shape shape) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitReshape(this, node);
    }
  }

  /**
   * A permutation of axes: output axis i is input axis permutation[i].
   *
   * @param permutation the permutation
   */
  record Transpose(List<Integer> permutation) implements Op {
    /** Copies the lists. */
    public Transpose {
      permutation = List.copyOf(permutation);
    }

    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitTranspose(this, node);
    }
  }

  /**
   * Repetition to a larger shape by the broadcasting rule.
   *
   * @param shape the new shape
   */
  record Broadcast(Shape shape) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitBroadcast(this, node);
    }
  }

  /**
   * A contiguous block.
   *
   * @param begin the first index along each axis
   * @param shape the extent along each axis
   */
  record Slice(List<Integer> begin, Shape shape) implements Op {
    /** Copies the lists. */
    public Slice {
      begin = List.copyOf(begin);
    }

    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitSlice(this, node);
    }
  }

  /**
   * A constant border.
   *
   * @param before elements added before each axis
   * @param after elements added after each axis
   * @param value the border value
   */
  record Pad(List<Integer> before, List<Integer> after, float value) implements Op {
    /** Copies the lists. */
    public Pad {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitPad(this, node);
    }
  }

  /**
   * The operands laid one after another along an axis.
   *
   * @param axis the axis
   */
  record Concat(int axis) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitConcat(this, node);
    }
  }

  /**
   * Cross-correlation of images {@code [N, C, H, W]} with filters {@code [O, C / groups, kH, kW]},
   * giving {@code [N, O, H', W']}.
   *
   * @param geometry stride, padding, dilation and groups
   */
  record Conv2d(ConvGeometry geometry) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitConv2d(this, node);
    }
  }

  /**
   * The adjoint of {@link Conv2d} in its images: filters {@code [O, C / groups, kH, kW]} and an
   * output gradient {@code [N, O, H', W']} give {@code [N, C, H, W]}. It is also the transposed
   * convolution.
   *
   * @param inputShape the shape {@code [N, C, H, W]} of the images
   * @param geometry the geometry of the forward convolution
   */
  record Conv2dInputGradient(Shape inputShape, ConvGeometry geometry) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitConv2dInputGradient(this, node);
    }
  }

  /**
   * The adjoint of {@link Conv2d} in its filters: images {@code [N, C, H, W]} and an output
   * gradient {@code [N, O, H', W']} give {@code [O, C / groups, kH, kW]}.
   *
   * @param filterShape the shape of the filters
   * @param geometry the geometry of the forward convolution
   */
  record Conv2dFilterGradient(Shape filterShape, ConvGeometry geometry) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitConv2dFilterGradient(this, node);
    }
  }

  /**
   * Maximum over windows of {@code [N, C, H, W]}.
   *
   * @param geometry the windows
   */
  record MaxPool(PoolGeometry geometry) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitMaxPool(this, node);
    }
  }

  /**
   * The gradient of {@link MaxPool}: images {@code [N, C, H, W]} and an output gradient {@code [N,
   * C, H', W']} give {@code [N, C, H, W]}. Where several elements of a window are the maximum, the
   * first in row-major order receives the gradient.
   *
   * @param geometry the windows
   */
  record MaxPoolGradient(PoolGeometry geometry) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitMaxPoolGradient(this, node);
    }
  }

  /**
   * Mean over windows of {@code [N, C, H, W]}; padded zeros count.
   *
   * @param geometry the windows
   */
  record AvgPool(PoolGeometry geometry) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitAvgPool(this, node);
    }
  }

  /**
   * The gradient of {@link AvgPool}: an output gradient {@code [N, C, H', W']} gives {@code [N, C,
   * H, W]}.
   *
   * @param inputShape the shape {@code [N, C, H, W]} of the images
   * @param geometry the windows
   */
  record AvgPoolGradient(Shape inputShape, PoolGeometry geometry) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitAvgPoolGradient(this, node);
    }
  }

  /**
   * Channels to blocks of pixels (pixel shuffle, Shi et al. 2016): {@code [N, C * b * b, H, W]}
   * gives {@code [N, C, H * b, W * b]}, where {@code out[n, c, h * b + i, w * b + j] = in[n, (c * b
   * + i) * b + j, h, w]}.
   *
   * @param block the block size b
   */
  record DepthToSpace(int block) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitDepthToSpace(this, node);
    }
  }

  /**
   * The inverse of {@link DepthToSpace}.
   *
   * @param block the block size b
   */
  record SpaceToDepth(int block) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitSpaceToDepth(this, node);
    }
  }

  /**
   * The logarithm of the softmax along one axis.
   *
   * @param axis the axis
   */
  record LogSoftmax(int axis) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitLogSoftmax(this, node);
    }
  }

  /** The identity, through which no gradient passes. */
  record StopGradient() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitStopGradient(this, node);
    }
  }

  /**
   * One step of Adam (Kingma and Ba 2015, algorithm 1). Operands: parameter, first moment m, second
   * moment v, gradient (all of one shape), step count t and learning rate (scalars). Outputs: the
   * new parameter, m and v, where {@code m' = beta1 m + (1 - beta1) g}, {@code v' = beta2 v + (1 -
   * beta2) g^2}, {@code p' = p - a m' / (sqrt(v') + e)}, with {@code a = learningRate sqrt(1 -
   * beta2^t) / (1 - beta1^t)} and {@code e = epsilon sqrt(1 - beta2^t)} computed in double
   * precision.
   *
   * @param beta1 decay of the first moment
   * @param beta2 decay of the second moment
   * @param epsilon added to the root of the bias-corrected second moment
   */
  record Adam(double beta1, double beta2, double epsilon) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor, Node node) {
      return visitor.visitAdam(this, node);
    }
  }

  /**
   * A case for every operation.
   *
   * @param <R> the result
   */
  interface Visitor<R> {
    /**
     * Handles {@link Input}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitInput(Input op, Node node);

    /**
     * Handles {@link VariableRead}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitVariableRead(VariableRead op, Node node);

    /**
     * Handles {@link Constant}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitConstant(Constant op, Node node);

    /**
     * Handles {@link Noise}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitNoise(Noise op, Node node);

    /**
     * Handles {@link Unary}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitUnary(Unary op, Node node);

    /**
     * Handles {@link Binary}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitBinary(Binary op, Node node);

    /**
     * Handles {@link Select}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitSelect(Select op, Node node);

    /**
     * Handles {@link Reduce}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitReduce(Reduce op, Node node);

    /**
     * Handles {@link MatMul}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitMatMul(MatMul op, Node node);

    /**
     * Handles {@link Reshape}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitReshape(Reshape op, Node node);

    /**
     * Handles {@link Transpose}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitTranspose(Transpose op, Node node);

    /**
     * Handles {@link Broadcast}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitBroadcast(Broadcast op, Node node);

    /**
     * Handles {@link Slice}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitSlice(Slice op, Node node);

    /**
     * Handles {@link Pad}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitPad(Pad op, Node node);

    /**
     * Handles {@link Concat}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitConcat(Concat op, Node node);

    /**
     * Handles {@link Conv2d}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitConv2d(Conv2d op, Node node);

    /**
     * Handles {@link Conv2dInputGradient}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitConv2dInputGradient(Conv2dInputGradient op, Node node);

    /**
     * Handles {@link Conv2dFilterGradient}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitConv2dFilterGradient(Conv2dFilterGradient op, Node node);

    /**
     * Handles {@link MaxPool}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitMaxPool(MaxPool op, Node node);

    /**
     * Handles {@link MaxPoolGradient}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitMaxPoolGradient(MaxPoolGradient op, Node node);

    /**
     * Handles {@link AvgPool}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitAvgPool(AvgPool op, Node node);

    /**
     * Handles {@link AvgPoolGradient}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitAvgPoolGradient(AvgPoolGradient op, Node node);

    /**
     * Handles {@link DepthToSpace}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitDepthToSpace(DepthToSpace op, Node node);

    /**
     * Handles {@link SpaceToDepth}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitSpaceToDepth(SpaceToDepth op, Node node);

    /**
     * Handles {@link LogSoftmax}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitLogSoftmax(LogSoftmax op, Node node);

    /**
     * Handles {@link StopGradient}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitStopGradient(StopGradient op, Node node);

    /**
     * Handles {@link Adam}.
     *
     * @param op the operation
     * @param node the node that holds it
     * @return the result
     */
    R visitAdam(Adam op, Node node);
  }
}
