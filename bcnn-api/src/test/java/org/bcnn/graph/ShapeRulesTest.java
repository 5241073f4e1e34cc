package org.bcnn.graph;

import static org.bcnn.graph.Operands.HUGE;
import static org.bcnn.graph.Operands.PLAIN;
import static org.bcnn.graph.Operands.adam;
import static org.bcnn.graph.Operands.conv;
import static org.bcnn.graph.Operands.inputs;
import static org.bcnn.graph.Operands.maxPool;
import static org.bcnn.graph.Operands.pad;
import static org.bcnn.graph.Operands.s;
import static org.bcnn.graph.Operands.slice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.bcnn.graph.Operands.Build;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The message of every shape rule when it is broken. */
final class ShapeRulesTest {
  /** Shapes that do not fit, and what the message says of the rule. */
  private record Bad(String label, String rule, Build build, int[]... operands) {
    @Override
    public String toString() {
      return label + ": " + rule;
    }
  }

  @ParameterizedTest
  @MethodSource("bad")
  void brokenRuleIsNamed(Bad bad) {
    GraphBuilder graph = new GraphBuilder();
    List<Tensor> operands = inputs(graph, bad.operands());
    ShapeException error =
        assertThrows(
            ShapeException.class,
            () ->
                graph.within(
                    "net", () -> graph.within("layer", () -> bad.build().apply(graph, operands))));
    assertEquals(
        bad.label()
            + " in layer 'net/layer' on operands of shape "
            + operands.stream().map(Tensor::shape).toList()
            + ": "
            + bad.rule(),
        error.getMessage());
  }

  @ParameterizedTest
  @MethodSource("bad")
  void outsideLayersNoPathIsNamed(Bad bad) {
    GraphBuilder graph = new GraphBuilder();
    List<Tensor> operands = inputs(graph, bad.operands());
    ShapeException error =
        assertThrows(ShapeException.class, () -> bad.build().apply(graph, operands));
    assertEquals(
        bad.label()
            + " on operands of shape "
            + operands.stream().map(Tensor::shape).toList()
            + ": "
            + bad.rule(),
        error.getMessage());
  }

  static Stream<Bad> bad() {
    return Stream.of(elementwise(), reductions(), layouts(), convolutions(), pooling(), others())
        .flatMap(cases -> cases);
  }

  private static Stream<Bad> elementwise() {
    String rule = "the operands must broadcast: trailing extents equal or 1";
    Build add = (g, x) -> x.get(0).add(x.get(1));
    Build select = (g, x) -> g.select(x.get(0), x.get(1), x.get(2));
    return Stream.of(
        new Bad("add", rule, add, s(2, 3), s(2)),
        new Bad("add", rule, add, s(3), s(2, 4)),
        new Bad("maximum", rule, (g, x) -> x.get(0).maximum(x.get(1)), s(2, 3), s(3, 3)),
        new Bad("select", rule, select, s(2), s(3), s(3)),
        new Bad("select", rule, select, s(3), s(3), s(2)));
  }

  private static Stream<Bad> reductions() {
    return Stream.of(
        new Bad(
            "sum",
            "an axis may be reduced once, got [1, 1]",
            (g, x) -> x.get(0).sum(false, 1, 1),
            s(2, 3)),
        new Bad("mean", "axis 2 is outside rank 2", (g, x) -> x.get(0).mean(true, 0, 2), s(2, 3)),
        new Bad("max", "axis -1 is outside rank 2", (g, x) -> x.get(0).max(false, -1), s(2, 3)),
        new Bad(
            "logSoftmax", "axis 2 is outside rank 2", (g, x) -> x.get(0).logSoftmax(2), s(2, 3)),
        new Bad(
            "logSoftmax", "axis -1 is outside rank 1", (g, x) -> x.get(0).logSoftmax(-1), s(2)));
  }

  private static Stream<Bad> layouts() {
    return Stream.of(
        new Bad(
            "reshape", "cannot reshape 6 elements to [4]", (g, x) -> x.get(0).reshape(4), s(2, 3)),
        new Bad(
            "transpose",
            "[0] is not a permutation of 2 axes",
            (g, x) -> x.get(0).transpose(0),
            s(2, 3)),
        new Bad(
            "transpose",
            "[0, 1, 0] is not a permutation of 2 axes",
            (g, x) -> x.get(0).transpose(0, 1, 0),
            s(2, 3)),
        new Bad(
            "transpose",
            "[1, 1] is not a permutation of 2 axes",
            (g, x) -> x.get(0).transpose(1, 1),
            s(2, 3)),
        new Bad(
            "transpose", "axis 2 is outside rank 2", (g, x) -> x.get(0).transpose(0, 2), s(2, 3)),
        new Bad(
            "broadcast",
            "does not broadcast to [2, 4]",
            (g, x) -> x.get(0).broadcastTo(Shape.of(2, 4)),
            s(2, 3)),
        new Bad(
            "broadcast",
            "does not broadcast to [1, 3]",
            (g, x) -> x.get(0).broadcastTo(Shape.of(1, 3)),
            s(2, 3)),
        new Bad(
            "slice",
            "begin [0] and extent [1, 1] must have rank 2",
            (g, x) -> slice(x, s(0), s(1, 1)),
            s(2, 3)),
        new Bad(
            "slice",
            "begin [0, 0] and extent [1] must have rank 2",
            (g, x) -> slice(x, s(0, 0), s(1)),
            s(2, 3)),
        new Bad(
            "slice",
            "begin [0, 2] with extent [1, 2] leaves axis 1",
            (g, x) -> slice(x, s(0, 2), s(1, 2)),
            s(2, 3)),
        new Bad(
            "slice",
            "begin [-1, 0] with extent [1, 1] leaves axis 0",
            (g, x) -> slice(x, s(-1, 0), s(1, 1)),
            s(2, 3)),
        new Bad(
            "slice",
            "begin [" + HUGE + "] with extent [1] leaves axis 0",
            (g, x) -> slice(x, s(HUGE), s(1)),
            s(2)),
        new Bad(
            "pad",
            "padding [1] and [0, 0] must have rank 2",
            (g, x) -> pad(x, s(1), s(0, 0)),
            s(2, 3)),
        new Bad(
            "pad",
            "padding [0, 0] and [1] must have rank 2",
            (g, x) -> pad(x, s(0, 0), s(1)),
            s(2, 3)),
        new Bad(
            "pad",
            "padding must not be negative, got [-1, 0] and [0, 0]",
            (g, x) -> pad(x, s(-1, 0), s(0, 0)),
            s(2, 3)),
        new Bad(
            "pad",
            "padding must not be negative, got [0, 0] and [0, -1]",
            (g, x) -> pad(x, s(0, 0), s(0, -1)),
            s(2, 3)),
        new Bad(
            "pad", "axis 0 would have extent 4294967297", (g, x) -> pad(x, s(HUGE), s(HUGE)), s(3)),
        new Bad("concat", "needs at least one operand", (g, x) -> g.concat(0, x)),
        new Bad("concat", "axis 2 is outside rank 2", (g, x) -> g.concat(2, x), s(2, 3)),
        new Bad(
            "concat", "the operands must have one rank", (g, x) -> g.concat(0, x), s(2, 3), s(2)),
        new Bad(
            "concat",
            "the operands must be alike in every axis but 0",
            (g, x) -> g.concat(0, x),
            s(2, 3),
            s(2, 4)));
  }

  private static Stream<Bad> convolutions() {
    Shape images = Shape.of(2, 3, 6, 7);
    Shape filter = Shape.of(5, 3, 3, 2);
    String channels = "the images' channels (3) must be the filters' (2) times groups (1)";
    return Stream.of(
        new Bad(
            "conv2d",
            "the images must have rank 4, [N, C, H, W]",
            conv(PLAIN),
            s(3, 6, 7),
            s(5, 3, 3, 2)),
        new Bad(
            "conv2d",
            "the filters must have rank 4, [O, C / groups, kH, kW]",
            conv(PLAIN),
            s(2, 3, 6, 7),
            s(3, 3, 2)),
        new Bad("conv2d", channels, conv(PLAIN), s(2, 3, 6, 7), s(5, 2, 3, 2)),
        new Bad(
            "conv2d",
            "the images' channels (4) must be the filters' (4) times groups (2)",
            conv(PLAIN.withGroups(2)),
            s(2, 4, 6, 7),
            s(6, 4, 3, 2)),
        new Bad(
            "conv2d",
            "the output channels (5) must divide into 2 groups",
            conv(PLAIN.withGroups(2)),
            s(2, 4, 6, 7),
            s(5, 2, 3, 2)),
        new Bad(
            "conv2d",
            "the window of extent 7 is larger than the padded input of extent 6",
            conv(PLAIN),
            s(2, 3, 6, 7),
            s(5, 3, 7, 2)),
        new Bad(
            "conv2d",
            "the window of extent 9 is larger than the padded input of extent 8",
            conv(PLAIN.withDilation(4).withPadding(new Padding(0, 0, 0, 1))),
            s(2, 3, 9, 7),
            s(5, 3, 1, 3)),
        new Bad(
            "conv2d",
            "the window of extent 4294967295 is larger than the padded input of extent 6",
            conv(PLAIN.withDilation(HUGE)),
            s(2, 3, 6, 7),
            s(5, 3, 3, 2)),
        new Bad(
            "conv2dInputGradient",
            "the output gradient of a convolution of [2, 3, 6, 7] must be [2, 5, 4, 6]",
            (g, x) -> g.conv2dInputGradient(images, x.get(0), x.get(1), PLAIN),
            s(5, 3, 3, 2),
            s(2, 5, 6, 4)),
        new Bad(
            "conv2dInputGradient",
            channels,
            (g, x) -> g.conv2dInputGradient(images, x.get(0), x.get(1), PLAIN),
            s(5, 2, 3, 2),
            s(2, 5, 4, 6)),
        new Bad(
            "conv2dFilterGradient",
            "the output gradient of a convolution by [5, 3, 3, 2] must be [2, 5, 4, 6]",
            (g, x) -> g.conv2dFilterGradient(x.get(0), filter, x.get(1), PLAIN),
            s(2, 3, 6, 7),
            s(2, 5, 6, 4)),
        new Bad(
            "conv2dFilterGradient",
            "the images must have rank 4, [N, C, H, W]",
            (g, x) -> g.conv2dFilterGradient(x.get(0), filter, x.get(1), PLAIN),
            s(3, 6, 7),
            s(2, 5, 4, 6)));
  }

  private static Stream<Bad> pooling() {
    PoolGeometry tiles = PoolGeometry.square(2, 2);
    String images = "the images must have rank 4, [N, C, H, W]";
    String gradient = "the output gradient of pooling [2, 3, 5, 7] must be [2, 3, 2, 3]";
    return Stream.of(
        new Bad("maxPool", images, maxPool(tiles), s(3, 5, 7)),
        new Bad("avgPool", images, (g, x) -> g.avgPool(x.get(0), tiles), s(1, 2, 3, 5, 7)),
        new Bad(
            "maxPool",
            "the window of extent 6 is larger than the padded input of extent 5",
            maxPool(PoolGeometry.square(6, 1)),
            s(2, 3, 5, 7)),
        new Bad(
            "maxPoolGradient",
            gradient,
            (g, x) -> g.maxPoolGradient(x.get(0), x.get(1), tiles),
            s(2, 3, 5, 7),
            s(2, 3, 3, 2)),
        new Bad(
            "avgPoolGradient",
            gradient,
            (g, x) -> g.avgPoolGradient(Shape.of(2, 3, 5, 7), x.get(0), tiles),
            s(2, 3, 3, 2)));
  }

  private static Stream<Bad> others() {
    String images = "the operand must have rank 4, [N, C, H, W]";
    String state = "parameter, moments and gradient must have one shape";
    String scalars = "step count and learning rate must be scalars";
    Build toSpace = (g, x) -> g.depthToSpace(x.get(0), 2);
    Build toDepth = (g, x) -> g.spaceToDepth(x.get(0), 2);
    Build adam = (g, x) -> adam(g, x).get(0);
    return Stream.of(
        new Bad(
            "matMul",
            "the inner extents must be equal, got 3 and 2",
            (g, x) -> x.get(0).matMul(x.get(1)),
            s(2, 3),
            s(2, 3)),
        new Bad(
            "matMul",
            "the inner extents must be equal, got 2 and 3",
            (g, x) -> g.matMul(x.get(0), x.get(1), true, true),
            s(2, 3),
            s(2, 3)),
        new Bad(
            "matMul",
            "both operands must have rank 2",
            (g, x) -> x.get(0).matMul(x.get(1)),
            s(2, 3),
            s(3)),
        new Bad(
            "matMul",
            "both operands must have rank 2",
            (g, x) -> x.get(0).matMul(x.get(1)),
            s(1, 2, 3),
            s(3, 4)),
        new Bad("depthToSpace", images, toSpace, s(4, 2, 2)),
        new Bad(
            "depthToSpace",
            "the channels must divide by the squared block 2",
            toSpace,
            s(1, 6, 2, 2)),
        new Bad(
            "depthToSpace",
            "the channels must divide by the squared block 0",
            (g, x) -> g.depthToSpace(x.get(0), 0),
            s(1, 4, 2, 2)),
        new Bad(
            "depthToSpace",
            "the channels must divide by the squared block 65536",
            (g, x) -> g.depthToSpace(x.get(0), 65536),
            s(1, 4, 2, 2)),
        new Bad("spaceToDepth", images, toDepth, s(1, 1, 1, 4, 4)),
        new Bad(
            "spaceToDepth", "height and width must divide by the block 2", toDepth, s(1, 1, 3, 4)),
        new Bad(
            "spaceToDepth", "height and width must divide by the block 2", toDepth, s(1, 1, 4, 3)),
        new Bad(
            "spaceToDepth",
            "height and width must divide by the block -1",
            (g, x) -> g.spaceToDepth(x.get(0), -1),
            s(1, 1, 4, 4)),
        new Bad("adam", state, adam, s(2), s(3), s(2), s(2), s(), s()),
        new Bad("adam", state, adam, s(2), s(2), s(), s(2), s(), s()),
        new Bad("adam", state, adam, s(2), s(2), s(2), s(1), s(), s()),
        new Bad("adam", scalars, adam, s(2), s(2), s(2), s(2), s(1), s()),
        new Bad("adam", scalars, adam, s(2), s(2), s(2), s(2), s(), s(1)));
  }
}
