package org.bcnn.graph;

import static org.bcnn.graph.Operands.PLAIN;
import static org.bcnn.graph.Operands.adam;
import static org.bcnn.graph.Operands.conv;
import static org.bcnn.graph.Operands.inputs;
import static org.bcnn.graph.Operands.maxPool;
import static org.bcnn.graph.Operands.pad;
import static org.bcnn.graph.Operands.s;
import static org.bcnn.graph.Operands.slice;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.bcnn.graph.Operands.Build;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shape of every operation's result. */
final class ResultShapesTest {
  /** Shapes that fit, and the result's. */
  private record Good(String name, Build build, int[] expected, int[]... operands) {
    @Override
    public String toString() {
      return name + " of " + Arrays.deepToString(operands);
    }
  }

  @ParameterizedTest
  @MethodSource("good")
  void resultHasTheShape(Good good) {
    GraphBuilder graph = new GraphBuilder();
    Tensor result = good.build().apply(graph, inputs(graph, good.operands()));
    assertEquals(Shape.of(good.expected()), result.shape());
  }

  static Stream<Good> good() {
    return Stream.of(
        new Good("tanh", (g, x) -> x.get(0).tanh(), s(2, 3), s(2, 3)),
        new Good("add", (g, x) -> x.get(0).add(x.get(1)), s(2, 3), s(2, 3), s(2, 3)),
        new Good("add", (g, x) -> x.get(0).add(x.get(1)), s(2, 3), s(), s(2, 3)),
        new Good("add", (g, x) -> x.get(0).add(x.get(1)), s(2, 3), s(2, 3), s()),
        new Good("add", (g, x) -> x.get(0).add(x.get(1)), s(2, 3, 4), s(2, 1, 4), s(3, 1)),
        new Good("add", (g, x) -> x.get(0).add(x.get(1)), s(5), s(1), s(5)),
        new Good(
            "select",
            (g, x) -> g.select(x.get(0), x.get(1), x.get(2)),
            s(4, 2, 3),
            s(2, 1),
            s(3),
            s(4, 1, 1)),
        new Good("sum", (g, x) -> x.get(0).sum(), s(), s(2, 3)),
        new Good("sum", (g, x) -> x.get(0).sum(false), s(2, 3), s(2, 3)),
        new Good("sum", (g, x) -> x.get(0).sum(false, 2, 0), s(3), s(2, 3, 4)),
        new Good("mean", (g, x) -> x.get(0).mean(true, 0, 2), s(1, 3, 1), s(2, 3, 4)),
        new Good("max", (g, x) -> x.get(0).max(true, 1), s(2, 1), s(2, 3)),
        new Good("matMul", (g, x) -> x.get(0).matMul(x.get(1)), s(2, 4), s(2, 3), s(3, 4)),
        new Good(
            "matMul",
            (g, x) -> g.matMul(x.get(0), x.get(1), true, false),
            s(2, 4),
            s(3, 2),
            s(3, 4)),
        new Good(
            "matMul",
            (g, x) -> g.matMul(x.get(0), x.get(1), false, true),
            s(2, 4),
            s(2, 3),
            s(4, 3)),
        new Good(
            "matMul",
            (g, x) -> g.matMul(x.get(0), x.get(1), true, true),
            s(2, 4),
            s(3, 2),
            s(4, 3)),
        new Good("reshape", (g, x) -> x.get(0).reshape(4, 1, 3), s(4, 1, 3), s(2, 6)),
        new Good("transpose", (g, x) -> x.get(0).transpose(2, 0, 1), s(4, 2, 3), s(2, 3, 4)),
        new Good("broadcast", (g, x) -> x.get(0).broadcastTo(Shape.of(2, 3)), s(2, 3), s(3)),
        new Good("slice", (g, x) -> slice(x, s(1, 0), s(2, 3)), s(2, 3), s(3, 3)),
        new Good("pad", (g, x) -> pad(x, s(1, 0), s(2, 3)), s(5, 6), s(2, 3)),
        new Good("concat", (g, x) -> g.concat(1, x), s(2, 6), s(2, 1), s(2, 3), s(2, 2)),
        new Good("conv2d", conv(PLAIN), s(2, 5, 4, 6), s(2, 3, 6, 7), s(5, 3, 3, 2)),
        new Good("conv2d", conv(PLAIN.withStride(2)), s(2, 5, 2, 3), s(2, 3, 6, 7), s(5, 3, 3, 2)),
        new Good(
            "conv2d",
            conv(PLAIN.withPadding(new Padding(1, 2, 3, 4))),
            s(2, 5, 7, 13),
            s(2, 3, 6, 7),
            s(5, 3, 3, 2)),
        new Good(
            "conv2d", conv(PLAIN.withDilation(2)), s(2, 5, 2, 5), s(2, 3, 6, 7), s(5, 3, 3, 2)),
        new Good("conv2d", conv(PLAIN.withGroups(2)), s(2, 6, 4, 6), s(2, 4, 6, 7), s(6, 2, 3, 2)),
        new Good(
            "conv2d",
            conv(new ConvGeometry(3, 2, new Padding(1, 0, 0, 1), 2, 3, 1)),
            s(1, 2, 2, 3),
            s(1, 1, 8, 7),
            s(2, 1, 3, 2)),
        new Good(
            "conv2dInputGradient",
            (g, x) -> g.conv2dInputGradient(Shape.of(2, 3, 6, 7), x.get(0), x.get(1), PLAIN),
            s(2, 3, 6, 7),
            s(5, 3, 3, 2),
            s(2, 5, 4, 6)),
        new Good(
            "conv2dFilterGradient",
            (g, x) -> g.conv2dFilterGradient(x.get(0), Shape.of(5, 3, 3, 2), x.get(1), PLAIN),
            s(5, 3, 3, 2),
            s(2, 3, 6, 7),
            s(2, 5, 4, 6)),
        new Good("maxPool", maxPool(PoolGeometry.square(2, 2)), s(2, 3, 2, 3), s(2, 3, 5, 7)),
        new Good(
            "avgPool",
            (g, x) -> g.avgPool(x.get(0), new PoolGeometry(3, 2, 1, 3, new Padding(2, 1, 0, 1))),
            s(2, 3, 6, 3),
            s(2, 3, 5, 7)),
        new Good(
            "maxPoolGradient",
            (g, x) -> g.maxPoolGradient(x.get(0), x.get(1), PoolGeometry.square(2, 2)),
            s(2, 3, 5, 7),
            s(2, 3, 5, 7),
            s(2, 3, 2, 3)),
        new Good(
            "avgPoolGradient",
            (g, x) -> g.avgPoolGradient(Shape.of(2, 3, 5, 7), x.get(0), PoolGeometry.square(2, 2)),
            s(2, 3, 5, 7),
            s(2, 3, 2, 3)),
        new Good(
            "depthToSpace", (g, x) -> g.depthToSpace(x.get(0), 2), s(2, 3, 8, 10), s(2, 12, 4, 5)),
        new Good(
            "spaceToDepth", (g, x) -> g.spaceToDepth(x.get(0), 2), s(2, 12, 4, 5), s(2, 3, 8, 10)),
        new Good("logSoftmax", (g, x) -> x.get(0).logSoftmax(0), s(2, 3), s(2, 3)),
        new Good("stopGradient", (g, x) -> x.get(0).stopGradient(), s(2, 3), s(2, 3)),
        new Good("adam", (g, x) -> adam(g, x).get(0), s(2), s(2), s(2), s(2), s(2), s(), s()),
        new Good("adam m", (g, x) -> adam(g, x).get(1), s(2), s(2), s(2), s(2), s(2), s(), s()),
        new Good("adam v", (g, x) -> adam(g, x).get(2), s(2), s(2), s(2), s(2), s(2), s(), s()));
  }
}
