package org.bcnn.graph;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.bcnn.tensor.Shape;

/** Builds operations on operands of given shapes. */
final class Operands {
  static final ConvGeometry PLAIN = ConvGeometry.DEFAULT;
  static final int HUGE = Integer.MAX_VALUE;

  /** Builds an operation on inputs of given shapes. */
  interface Build extends BiFunction<GraphBuilder, List<Tensor>, Tensor> {}

  private Operands() {}

  static int[] s(int... dims) {
    return dims;
  }

  static List<Tensor> inputs(GraphBuilder graph, int[][] operands) {
    return Stream.iterate(0, i -> i + 1)
        .limit(operands.length)
        .map(i -> graph.input("x" + i, Shape.of(operands[i])))
        .toList();
  }

  static Build conv(ConvGeometry geometry) {
    return (g, x) -> g.conv2d(x.get(0), x.get(1), geometry);
  }

  static Build maxPool(PoolGeometry geometry) {
    return (g, x) -> g.maxPool(x.get(0), geometry);
  }

  static Tensor slice(List<Tensor> x, int[] begin, int[] extent) {
    return x.get(0).graph().slice(x.get(0), list(begin), Shape.of(extent));
  }

  static Tensor pad(List<Tensor> x, int[] before, int[] after) {
    return x.get(0).graph().pad(x.get(0), list(before), list(after), 0);
  }

  static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  static List<Tensor> adam(GraphBuilder g, List<Tensor> x) {
    return g.adam(
        new Op.Adam(0.9, 0.999, 1e-8), x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), x.get(5));
  }
}
