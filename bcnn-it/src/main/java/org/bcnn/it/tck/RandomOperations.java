package org.bcnn.it.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Padding;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.graph.ReduceKind;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.UnaryKind;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.random.RandomStream;
import org.bcnn.tensor.Shape;

/** Draws an operation and its attributes for given operands; the shapes need not fit. */
final class RandomOperations {
  private static final UnaryKind[] ANYWHERE = {
    UnaryKind.NEGATE,
    UnaryKind.EXP,
    UnaryKind.EXPM1,
    UnaryKind.SQUARE,
    UnaryKind.SOFTPLUS,
    UnaryKind.SIGMOID,
    UnaryKind.TANH
  };

  private static final UnaryKind[] POSITIVE = {
    UnaryKind.LOG, UnaryKind.LOG1P, UnaryKind.SQRT, UnaryKind.RSQRT, UnaryKind.RECIPROCAL
  };

  private static final ReduceKind[] REDUCTIONS = {ReduceKind.SUM, ReduceKind.MEAN, ReduceKind.MAX};

  /** How near to a kink an operand may be: far beyond the rounding of float32. */
  private static final double MARGIN = 1e-3;

  private final RandomStream random;
  private final GraphBuilder graph;
  private final Function<int[], Tensor> input;

  RandomOperations(RandomStream random, GraphBuilder graph, Function<int[], Tensor> input) {
    this.random = random;
    this.graph = graph;
    this.input = input;
  }

  /**
   * Draws an operation.
   *
   * @return its result, or null if it has a kink near the operands
   */
  Tensor draw(Tensor x, Tensor y, DoubleTensor valueOfX, DoubleTensor valueOfY) {
    return switch (random.nextInt(20)) {
      case 0, 1 -> graph.unary(ANYWHERE[random.nextInt(ANYWHERE.length)], x);
      case 2 -> graph.unary(POSITIVE[random.nextInt(POSITIVE.length)], x.softplus().add(0.5));
      case 3 -> awayFromZero(valueOfX) ? (flip() ? x.relu() : x.abs()) : null;
      case 4 -> x.add(y);
      case 5 -> x.subtract(y.multiply(0.5));
      case 6 -> x.multiply(y);
      case 7 -> x.divide(y.softplus().add(0.5));
      case 8 -> choose(x, y, valueOfX, valueOfY);
      case 9 -> reduce(x, valueOfX);
      case 10 -> graph.matMul(x, y, flip(), flip());
      case 11 -> reshape(x);
      case 12 -> x.transpose(random.permutation(x.shape().rank()));
      case 13 -> broadcast(x);
      case 14 -> slice(x);
      case 15 -> pad(x);
      case 16 -> graph.concat(random.nextInt(Math.max(1, x.shape().rank())), List.of(x, y, x));
      case 17 -> convolve(x);
      case 18 -> pool(x, valueOfX);
      default -> normalise(x);
    };
  }

  private boolean flip() {
    return random.nextInt(2) == 0;
  }

  private int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  private static boolean awayFromZero(DoubleTensor value) {
    return Arrays.stream(value.data()).allMatch(v -> Math.abs(v) > MARGIN);
  }

  /** Says whether all elements differ, so that no maximum of any of them ties. */
  private static boolean distinct(double... values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    return IntStream.range(1, sorted.length).allMatch(i -> sorted[i] - sorted[i - 1] > MARGIN);
  }

  private Tensor choose(Tensor x, Tensor y, DoubleTensor valueOfX, DoubleTensor valueOfY) {
    if (!distinct(concatenated(valueOfX.data(), valueOfY.data()))) {
      return null;
    }
    return switch (random.nextInt(3)) {
      case 0 -> x.maximum(y);
      case 1 -> x.minimum(y);
      default -> graph.select(x.greater(y), x.tanh(), y.sigmoid());
    };
  }

  private static double[] concatenated(double[] a, double[] b) {
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private Tensor reduce(Tensor x, DoubleTensor value) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (flip()) {
        axes.add(axis);
      }
    }
    ReduceKind kind = REDUCTIONS[random.nextInt(REDUCTIONS.length)];
    return kind == ReduceKind.MAX && !distinct(value.data())
        ? null
        : graph.reduce(kind, x, axes, flip());
  }

  private Tensor reshape(Tensor x) {
    int size = x.shape().size();
    int rows = between(1, 6);
    return size % rows == 0 ? x.reshape(rows, size / rows) : x.reshape(1, size, 1);
  }

  private Tensor broadcast(Tensor x) {
    int[] dims = new int[x.shape().rank() + 1];
    dims[0] = between(2, 3);
    for (int axis = 1; axis < dims.length; axis++) {
      int extent = x.shape().dim(axis - 1);
      dims[axis] = extent == 1 ? between(1, 3) : extent;
    }
    return dims.length > 5 ? null : x.broadcastTo(Shape.of(dims));
  }

  private Tensor slice(Tensor x) {
    List<Integer> begin = new ArrayList<>();
    int[] extent = new int[x.shape().rank()];
    for (int axis = 0; axis < extent.length; axis++) {
      begin.add(random.nextInt(x.shape().dim(axis)));
      extent[axis] = between(1, x.shape().dim(axis) - begin.get(axis));
    }
    return graph.slice(x, begin, Shape.of(extent));
  }

  private Tensor pad(Tensor x) {
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      before.add(random.nextInt(2));
      after.add(random.nextInt(3));
    }
    return graph.pad(x, before, after, random.nextInt(3) - 1);
  }

  private Padding padding(int most) {
    return new Padding(
        random.nextInt(most + 1),
        random.nextInt(most + 1),
        random.nextInt(most + 1),
        random.nextInt(most + 1));
  }

  private Tensor convolve(Tensor x) {
    if (x.shape().rank() != 4) {
      return null;
    }
    int channels = x.shape().dim(1);
    int groups = channels % 2 == 0 && flip() ? 2 : 1;
    Tensor filter =
        input.apply(
            new int[] {groups * between(1, 2), channels / groups, between(1, 3), between(1, 3)});
    ConvGeometry geometry =
        new ConvGeometry(
            between(1, 2), between(1, 2), padding(2), between(1, 2), between(1, 2), groups);
    return graph.conv2d(x, filter, geometry).multiply(0.25);
  }

  private Tensor pool(Tensor x, DoubleTensor value) {
    if (x.shape().rank() != 4) {
      return null;
    }
    PoolGeometry geometry =
        new PoolGeometry(between(2, 3), between(2, 3), between(1, 3), between(1, 3), padding(1));
    if (flip()) {
      return graph.avgPool(x, geometry);
    }
    return distinct(value.data()) ? graph.maxPool(x, geometry) : null;
  }

  private Tensor normalise(Tensor x) {
    return switch (random.nextInt(4)) {
      case 0 -> graph.depthToSpace(x, 2);
      case 1 -> graph.spaceToDepth(x, 2);
      default -> x.logSoftmax(random.nextInt(Math.max(1, x.shape().rank())));
    };
  }
}
