package org.bcnn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hash-consing, names, paths, and operands of other graphs. */
final class GraphBuilderTest {
  private static final Shape SHAPE = Shape.of(2, 3);

  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor x = graph.input("x", SHAPE);
  private final Tensor y = graph.input("y", SHAPE);

  /** Computations that differ in one attribute each; some are given twice over, built apart. */
  private record Distinct(String name, Function<GraphBuilderTest, Tensor> build) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Distinct> distinct() {
    return List.of(
        new Distinct("exp", t -> t.x.exp()),
        new Distinct("exp of another operand", t -> t.y.exp()),
        new Distinct("log", t -> t.x.log()),
        new Distinct("subtract", t -> t.x.subtract(t.y)),
        new Distinct("subtract, operands exchanged", t -> t.y.subtract(t.x)),
        new Distinct("add", t -> t.x.add(t.y)),
        new Distinct("constant", t -> t.graph.constant(2)),
        new Distinct("another constant", t -> t.graph.constant(3)),
        new Distinct("zero", t -> t.graph.constant(0)),
        new Distinct("negative zero", t -> t.graph.constant(-0.0f)),
        new Distinct("constant of rank 1", t -> t.graph.constant(HostTensor.full(Shape.of(1), 2))),
        new Distinct("select", t -> t.graph.select(t.x, t.x, t.y)),
        new Distinct("sum over 0", t -> t.x.sum(false, 0)),
        new Distinct("sum over 1", t -> t.x.sum(false, 1)),
        new Distinct("sum over 0, kept", t -> t.x.sum(true, 0)),
        new Distinct("mean over 0", t -> t.x.mean(false, 0)),
        new Distinct("max over 0", t -> t.x.max(false, 0)),
        new Distinct("sum over 0 and 1", t -> t.x.sum(false, 1, 0)),
        new Distinct("matMul, right transposed", t -> t.graph.matMul(t.x, t.y, false, true)),
        new Distinct("matMul, left transposed", t -> t.graph.matMul(t.x, t.y, true, false)),
        new Distinct("reshape", t -> t.x.reshape(6)),
        new Distinct("reshape to another shape", t -> t.x.reshape(3, 2)),
        new Distinct("transpose", t -> t.x.transpose(1, 0)),
        new Distinct("transpose of nothing", t -> t.x.transpose(0, 1)),
        new Distinct("broadcast", t -> t.x.broadcastTo(Shape.of(4, 2, 3))),
        new Distinct("slice", t -> t.graph.slice(t.x, List.of(0, 1), Shape.of(1, 1))),
        new Distinct(
            "slice from elsewhere", t -> t.graph.slice(t.x, List.of(1, 0), Shape.of(1, 1))),
        new Distinct("slice of more", t -> t.graph.slice(t.x, List.of(0, 1), Shape.of(1, 2))),
        new Distinct("pad", t -> t.graph.pad(t.x, List.of(0, 1), List.of(1, 0), 0)),
        new Distinct("pad elsewhere", t -> t.graph.pad(t.x, List.of(1, 0), List.of(1, 0), 0)),
        new Distinct("pad with ones", t -> t.graph.pad(t.x, List.of(0, 1), List.of(1, 0), 1)),
        new Distinct("concat", t -> t.graph.concat(0, List.of(t.x, t.y))),
        new Distinct("concat along 1", t -> t.graph.concat(1, List.of(t.x, t.y))),
        new Distinct("log-softmax", t -> t.x.logSoftmax(1)),
        new Distinct("log-softmax along 0", t -> t.x.logSoftmax(0)),
        new Distinct("stop-gradient", t -> t.x.stopGradient()),
        new Distinct("noise", t -> t.noise("a", 0, Distribution.UNIFORM)),
        new Distinct("noise elsewhere", t -> t.noise("b", 0, Distribution.UNIFORM)),
        new Distinct("noise of another draw", t -> t.noise("a", 1, Distribution.UNIFORM)));
  }

  private Tensor noise(String path, int draw, Distribution distribution) {
    return graph.noise(distribution, SHAPE, path, draw, NoiseSource.PORTABLE);
  }

  static Stream<Distinct> computations() {
    return distinct().stream();
  }

  @ParameterizedTest
  @MethodSource("computations")
  void equalComputationsAreOneNode(Distinct computation) {
    Tensor first = computation.build().apply(this);
    distinct().forEach(other -> assertNotNull(other.build().apply(this)));
    assertSame(first, computation.build().apply(this));
  }

  @ParameterizedTest
  @MethodSource("computations")
  void differentComputationsAreDifferentNodes(Distinct computation) {
    for (Distinct other : distinct()) {
      if (!other.name().equals(computation.name())) {
        assertNotSame(
            computation.build().apply(this), other.build().apply(this), () -> other.name());
      }
    }
  }

  @Test
  void chainsAreShared() {
    Node once = x.multiply(2).add(y).softplus().node();
    Node twice = x.multiply(2).add(y).softplus().node();
    assertSame(once, twice);
  }

  @Test
  void reducedAxesAreInAnyOrder() {
    assertSame(x.sum(false, 0, 1), x.sum(false, 1, 0));
    assertSame(x.sum(), x.sum(false, 0, 1));
  }

  @Test
  void reshapeAndBroadcastToTheSameShapeAreNothing() {
    assertSame(x, x.reshape(2, 3));
    assertSame(x, x.broadcastTo(SHAPE));
  }

  @Test
  void aConstantOfAnAttributeIsTheConstant() {
    assertSame(x.multiply(0.1), x.multiply(graph.constant(0.1f)));
    assertSame(x.add(1), x.add(graph.constant(1)));
    assertSame(x.subtract(1), x.subtract(graph.constant(1)));
    assertSame(x.divide(2), x.divide(graph.constant(2)));
    assertSame(x.greater(0), x.greater(graph.constant(0)));
  }

  @Test
  void aListGivenIsCopied() {
    List<Integer> begin = new java.util.ArrayList<>(List.of(0, 1));
    Tensor slice = graph.slice(x, begin, Shape.of(1, 1));
    begin.set(0, 1);
    assertEquals(new Op.Slice(List.of(0, 1), Shape.of(1, 1)), slice.node().op());
  }

  @Test
  void anInputMayBeDeclaredAgain() {
    assertSame(x, graph.input("x", SHAPE));
    Variable variable = new Variable("x", SHAPE);
    assertSame(graph.read(variable), graph.read(new Variable("x", SHAPE)));
  }

  @Test
  void aNameStandsForOneInput() {
    refused(
        "input x is used twice in one graph, as Input[name=x, shape=[2, 3]]"
            + " and as Input[name=x, shape=[3]]",
        () -> graph.input("x", Shape.of(3)));
  }

  @Test
  void aNameStandsForOneVariable() {
    graph.read(new Variable("w", SHAPE));
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> graph.read(new Variable("w", Shape.of(3))));
    assertTrue(error.getMessage().startsWith("variable w is used twice in one graph"));
  }

  @Test
  void anAddressStandsForOneNoise() {
    noise("conv1", 2, Distribution.UNIFORM);
    for (Distribution distribution :
        new Distribution[] {Distribution.STANDARD_NORMAL, Distribution.RANDOM_SIGN}) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> noise("conv1", 2, distribution));
      assertTrue(
          error.getMessage().startsWith("noise conv1, draw 2 is used twice"), error.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> graph.noise(Distribution.UNIFORM, Shape.of(6), "conv1", 2, NoiseSource.PORTABLE));
    assertThrows(
        IllegalArgumentException.class,
        () -> graph.noise(Distribution.UNIFORM, SHAPE, "conv1", 2, NoiseSource.NATIVE));
  }

  @Test
  void operandsOfAnotherGraphAreRefused() {
    Tensor foreign = new GraphBuilder().input("z", SHAPE);
    refused("add operand #0 input [2, 3] belongs to another graph", () -> x.add(foreign));
    refused(
        "concat operand #0 input [2, 3] belongs to another graph",
        () -> graph.concat(0, List.of(x, foreign)));
    refused(
        "exp operand #0 input [2, 3] belongs to another graph",
        () -> graph.unary(UnaryKind.EXP, foreign));
  }

  @Test
  void nullOperandsAreRefused() {
    NullPointerException error = assertThrows(NullPointerException.class, () -> x.add(null));
    assertEquals("add operand", error.getMessage());
  }

  @Test
  void nodesCarryThePathUnderWhichTheyWereBuilt() {
    assertEquals("", graph.path());
    Tensor inner =
        graph.within(
            "net",
            () -> {
              assertEquals("net", graph.path());
              return graph.within(
                  "conv1",
                  () -> {
                    assertEquals("net/conv1", graph.path());
                    return x.exp();
                  });
            });
    assertEquals("", graph.path());
    assertEquals("net/conv1", inner.node().path());
    assertEquals("#2 exp (net/conv1) [2, 3]", inner.toString());
    assertEquals("", x.node().path());
    assertSame(inner, x.exp(), "the path is no part of a computation");
  }

  @Test
  void thePathEndsWithItsLayerWhateverHappens() {
    assertThrows(
        IllegalStateException.class,
        () ->
            graph.within(
                "net",
                () -> {
                  throw new IllegalStateException();
                }));
    assertEquals("", graph.path());
  }

  @Test
  void identifiersRiseFromOperandsToUsers() {
    Tensor sum = x.add(y.exp());
    assertTrue(sum.node().id() > sum.node().operand(1).node().id());
    assertEquals(List.of(x, y.exp()), sum.node().operands());
  }

  @Test
  void adamHasThreeResults() {
    Tensor zero = graph.constant(0);
    List<Tensor> results = graph.adam(new Op.Adam(0.9, 0.99, 1e-8), x, y, x, y, zero, zero);
    assertEquals(3, results.size());
    for (int i = 0; i < 3; i++) {
      assertEquals(i, results.get(i).index());
      assertSame(results.get(0).node(), results.get(i).node());
    }
    assertTrue(results.get(1).toString().contains(".1 "), results.get(1).toString());
  }

  private static void refused(String message, Runnable build) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, build::run).getMessage());
  }
}
