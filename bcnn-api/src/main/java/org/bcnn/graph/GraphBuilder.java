package org.bcnn.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Builds a graph. Shapes are checked as each node is built. The graph is hash-consed: building the
 * same operation on the same operands twice gives the same node, so several posterior draws share
 * whatever does not depend on noise. Not thread-safe.
 */
public final class GraphBuilder {
  private record Key(Op op, List<Tensor> operands) {}

  private final Map<Key, Node> interned = new HashMap<>();
  private final Map<String, Op> named = new LinkedHashMap<>();
  private final Deque<String> scopes = new ArrayDeque<>();
  private int nextId;

  /** Starts an empty graph. */
  public GraphBuilder() {}

  /**
   * Builds a layer: nodes made by the function carry the layer's path, for messages.
   *
   * @param name the layer's name, appended to the enclosing path with {@code /}
   * @param build makes the nodes
   * @param <T> what it returns
   * @return what the function returned
   */
  public <T> T within(String name, Supplier<T> build) {
    return underPath(scopes.isEmpty() ? name : scopes.peek() + "/" + name, build);
  }

  /** Builds under the full path of an existing node, so that its gradient carries the same path. */
  <T> T underPath(String fullPath, Supplier<T> build) {
    scopes.push(fullPath);
    try {
      return build.get();
    } finally {
      scopes.pop();
    }
  }

  /**
   * Returns the layer path in force.
   *
   * @return the path, empty outside every scope
   */
  public String path() {
    return scopes.isEmpty() ? "" : scopes.peek();
  }

  /**
   * Declares a value that is fed at every run.
   *
   * @param name its name
   * @param shape its shape
   * @return the value
   * @throws IllegalArgumentException if the name is taken with another shape
   */
  public Tensor input(String name, Shape shape) {
    return claim("input " + name, new Op.Input(name, shape));
  }

  /**
   * Reads a variable as it is at the start of the run.
   *
   * @param variable the variable
   * @return its value
   * @throws IllegalArgumentException if another variable of that name has another shape
   */
  public Tensor read(Variable variable) {
    return claim("variable " + variable.name(), new Op.VariableRead(variable));
  }

  /**
   * Makes a scalar constant.
   *
   * @param value its value
   * @return the constant
   */
  public Tensor constant(float value) {
    return constant(HostTensor.scalar(value));
  }

  /**
   * Makes a constant.
   *
   * @param value its value, which must not change afterwards
   * @return the constant
   */
  public Tensor constant(HostTensor value) {
    return node(new Op.Constant(value)).output();
  }

  /**
   * Draws noise. Two noise nodes of a function must differ in path or draw.
   *
   * @param distribution what is drawn, independently for each element
   * @param shape the shape of the draw
   * @param path the layer path in the address of the noise
   * @param draw the posterior draw in the address of the noise
   * @param source who makes the noise
   * @return the noise
   * @throws IllegalArgumentException if the path and draw are taken by other noise
   */
  public Tensor noise(
      Distribution distribution, Shape shape, String path, int draw, NoiseSource source) {
    return claim(
        "noise " + path + ", draw " + draw, new Op.Noise(distribution, shape, path, draw, source));
  }

  /**
   * Reduces over axes.
   *
   * @param kind sum, mean or maximum
   * @param x the operand
   * @param axes the axes, in any order
   * @param keepDims whether reduced axes stay with extent 1
   * @return the reduced value
   */
  public Tensor reduce(ReduceKind kind, Tensor x, List<Integer> axes, boolean keepDims) {
    return node(new Op.Reduce(kind, axes.stream().sorted().toList(), keepDims), x).output();
  }

  /**
   * Lays values one after another.
   *
   * @param axis the axis along which they are laid
   * @param parts the values, alike in all other axes
   * @return the concatenation
   */
  public Tensor concat(int axis, List<Tensor> parts) {
    return node(new Op.Concat(axis), parts.toArray(Tensor[]::new)).output();
  }

  /**
   * Takes one step of Adam; see {@link Op.Adam} for the formula.
   *
   * @param op decay rates and epsilon
   * @param parameter the parameter
   * @param firstMoment the first moment m, of the parameter's shape
   * @param secondMoment the second moment v, of the parameter's shape
   * @param gradient the gradient, of the parameter's shape
   * @param step the step count t, a scalar, 1 at the first step
   * @param learningRate the learning rate, a scalar
   * @return the new parameter, first and second moment
   */
  public List<Tensor> adam(
      Op.Adam op,
      Tensor parameter,
      Tensor firstMoment,
      Tensor secondMoment,
      Tensor gradient,
      Tensor step,
      Tensor learningRate) {
    return node(op, parameter, firstMoment, secondMoment, gradient, step, learningRate).outputs();
  }

  /**
   * Applies an elementwise function.
   *
   * @param kind which function
   * @param x the operand
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor unary(UnaryKind kind, Tensor x) {
    return node(new Op.Unary(kind), x).output();
  }

  /**
   * Applies an elementwise function to two broadcast operands.
   *
   * @param kind which function
   * @param x the operand
   * @param y the second operand
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor binary(BinaryKind kind, Tensor x, Tensor y) {
    return node(new Op.Binary(kind), x, y).output();
  }

  /**
   * Chooses elementwise; the three operands broadcast.
   *
   * @param condition 0 for false
   * @param ifNonZero chosen where the condition is not 0
   * @param ifZero chosen where the condition is 0
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor select(Tensor condition, Tensor ifNonZero, Tensor ifZero) {
    return node(new Op.Select(), condition, ifNonZero, ifZero).output();
  }

  /**
   * Gives the elements another shape.
   *
   * @param x the operand
   * @param shape the shape of the result
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor reshape(Tensor x, Shape shape) {
    return shape.equals(x.shape()) ? x : node(new Op.Reshape(shape), x).output();
  }

  /**
   * Permutes axes; output axis i is input axis {@code permutation[i]}.
   *
   * @param x the operand
   * @param permutation the permutation
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor transpose(Tensor x, int... permutation) {
    return node(new Op.Transpose(list(permutation)), x).output();
  }

  /**
   * Repeats to a larger shape.
   *
   * @param x the operand
   * @param shape the shape of the result
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor broadcast(Tensor x, Shape shape) {
    return shape.equals(x.shape()) ? x : node(new Op.Broadcast(shape), x).output();
  }

  /**
   * Takes a contiguous block.
   *
   * @param x the operand
   * @param begin the first index along each axis
   * @param shape the shape of the result
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor slice(Tensor x, List<Integer> begin, Shape shape) {
    return node(new Op.Slice(begin, shape), x).output();
  }

  /**
   * Adds a constant border.
   *
   * @param x the operand
   * @param before elements added before each axis
   * @param after elements added after each axis
   * @param value the border value
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor pad(Tensor x, List<Integer> before, List<Integer> after, float value) {
    return node(new Op.Pad(before, after, value), x).output();
  }

  /**
   * Multiplies matrices, {@code [m, k]} by {@code [k, n]} after the transpositions.
   *
   * @param left the left matrix
   * @param right the right matrix
   * @param transposeLeft whether the left matrix is stored as {@code [k, m]}
   * @param transposeRight whether the right matrix is stored as {@code [n, k]}
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor matMul(Tensor left, Tensor right, boolean transposeLeft, boolean transposeRight) {
    return node(new Op.MatMul(transposeLeft, transposeRight), left, right).output();
  }

  /**
   * Cross-correlates images {@code [N, C, H, W]} with filters {@code [O, C / groups, kH, kW]}.
   *
   * @param x the operand
   * @param filter the filters {@code [O, C / groups, kH, kW]}
   * @param geometry the geometry of the forward operation
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor conv2d(Tensor x, Tensor filter, ConvGeometry geometry) {
    return node(new Op.Conv2d(geometry), x, filter).output();
  }

  /**
   * Applies the adjoint of a convolution in its images, the transposed convolution.
   *
   * @param inputShape the shape {@code [N, C, H, W]} of the forward operand
   * @param filter the filters {@code [O, C / groups, kH, kW]}
   * @param outputGradient the gradient of the forward result, {@code [N, O, H', W']}
   * @param geometry the geometry of the forward operation
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor conv2dInputGradient(
      Shape inputShape, Tensor filter, Tensor outputGradient, ConvGeometry geometry) {
    return node(new Op.Conv2dInputGradient(inputShape, geometry), filter, outputGradient).output();
  }

  /**
   * Applies the adjoint of a convolution in its filters.
   *
   * @param x the operand
   * @param filterShape the shape of the filters
   * @param outputGradient the gradient of the forward result, {@code [N, O, H', W']}
   * @param geometry the geometry of the forward operation
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor conv2dFilterGradient(
      Tensor x, Shape filterShape, Tensor outputGradient, ConvGeometry geometry) {
    return node(new Op.Conv2dFilterGradient(filterShape, geometry), x, outputGradient).output();
  }

  /**
   * Takes the maximum over windows of {@code [N, C, H, W]}.
   *
   * @param x the operand
   * @param geometry the geometry of the forward operation
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor maxPool(Tensor x, PoolGeometry geometry) {
    return node(new Op.MaxPool(geometry), x).output();
  }

  /**
   * Routes an output gradient to the maxima of the windows.
   *
   * @param x the operand
   * @param outputGradient the gradient of the forward result, {@code [N, O, H', W']}
   * @param geometry the geometry of the forward operation
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor maxPoolGradient(Tensor x, Tensor outputGradient, PoolGeometry geometry) {
    return node(new Op.MaxPoolGradient(geometry), x, outputGradient).output();
  }

  /**
   * Takes the mean over windows of {@code [N, C, H, W]}.
   *
   * @param x the operand
   * @param geometry the geometry of the forward operation
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor avgPool(Tensor x, PoolGeometry geometry) {
    return node(new Op.AvgPool(geometry), x).output();
  }

  /**
   * Spreads an output gradient over the windows.
   *
   * @param inputShape the shape {@code [N, C, H, W]} of the forward operand
   * @param outputGradient the gradient of the forward result, {@code [N, O, H', W']}
   * @param geometry the geometry of the forward operation
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor avgPoolGradient(Shape inputShape, Tensor outputGradient, PoolGeometry geometry) {
    return node(new Op.AvgPoolGradient(inputShape, geometry), outputGradient).output();
  }

  /**
   * Moves channels to blocks of pixels (pixel shuffle).
   *
   * @param x the operand
   * @param block the block size
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor depthToSpace(Tensor x, int block) {
    return node(new Op.DepthToSpace(block), x).output();
  }

  /**
   * Moves blocks of pixels to channels, the inverse of depth-to-space.
   *
   * @param x the operand
   * @param block the block size
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor spaceToDepth(Tensor x, int block) {
    return node(new Op.SpaceToDepth(block), x).output();
  }

  /**
   * Computes the logarithm of the softmax along an axis.
   *
   * @param x the operand
   * @param axis the axis
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor logSoftmax(Tensor x, int axis) {
    return node(new Op.LogSoftmax(axis), x).output();
  }

  /**
   * Passes a value on but no gradient.
   *
   * @param x the operand
   * @return the result
   * @throws ShapeException if the shapes do not fit
   */
  public Tensor stopGradient(Tensor x) {
    return node(new Op.StopGradient(), x).output();
  }

  /** Interns a node whose name may stand for one operation only, and says so where it does not. */
  private Tensor claim(String name, Op op) {
    Op earlier = named.putIfAbsent(name, op);
    if (earlier != null && !earlier.equals(op)) {
      throw new IllegalArgumentException(
          name + " is used twice in one graph, as " + earlier + " and as " + op);
    }
    return node(op).output();
  }

  private Node node(Op op, Tensor... operands) {
    for (Tensor operand : operands) {
      Objects.requireNonNull(operand, op.label() + " operand");
      if (operand.graph() != this) {
        throw new IllegalArgumentException(
            op.label() + " operand " + operand + " belongs to another graph");
      }
    }
    Key key = new Key(op, List.of(operands));
    Node known = interned.get(key);
    if (known != null) {
      return known;
    }
    List<Shape> shapes = ShapeRules.infer(op, key.operands(), path());
    Node made = new Node(nextId++, op, key.operands(), path(), shapes, this);
    interned.put(key, made);
    return made;
  }

  private static List<Integer> list(int[] values) {
    return IntStream.of(values).boxed().toList();
  }

  /**
   * Starts a function over this graph.
   *
   * @param name its name, for messages
   * @return the builder of the function
   */
  public Function.Builder function(String name) {
    return new Function.Builder(this, name);
  }
}
