package org.bcnn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** What a function consists of, and what its builder refuses. */
final class FunctionTest {
  private static final Shape SHAPE = Shape.of(2);
  private static final Variable V = new Variable("v", SHAPE);
  private static final Variable W = new Variable("w", SHAPE);

  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor x = graph.input("x", SHAPE);

  @Test
  void outputsAndUpdatesKeepTheirOrder() {
    Function.Builder builder = graph.function("f");
    for (int i = 9; i >= 0; i--) {
      builder.output("output " + i, x.add(i)).update(new Variable("v" + i, SHAPE), x);
    }
    Function function = builder.build();
    assertEquals("output 9", function.outputs().keySet().iterator().next());
    assertEquals(
        List.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
        function.updates().keySet().stream().map(v -> v.name().charAt(1) - '0').toList());
    assertEquals("f", function.name());
    assertEquals("function f", function.toString());
  }

  @Test
  void nodesAreThoseNeededOperandsFirst() {
    Tensor unused = x.exp();
    Tensor used = x.log();
    Tensor y = used.add(graph.read(V));
    Tensor updated = used.negate();
    Function function = graph.function("f").output("y", y).update(W, updated).build();
    assertFalse(function.nodes().contains(unused.node()));
    assertEquals(
        List.of(x.node(), used.node(), graph.read(V).node(), y.node(), updated.node()),
        function.nodes());
  }

  @Test
  void leavesAreThoseNeeded() {
    graph.input("unused", SHAPE);
    Tensor noise = graph.noise(Distribution.UNIFORM, SHAPE, "n", 0, NoiseSource.PORTABLE);
    graph.noise(Distribution.UNIFORM, SHAPE, "n", 1, NoiseSource.PORTABLE);
    Function function =
        graph
            .function("f")
            .output("y", x.add(noise).add(graph.read(V)))
            .update(W, x)
            .update(V, x)
            .build();
    assertEquals(List.of(new Op.Input("x", SHAPE)), function.inputs());
    assertEquals(List.of(noise.node().op()), function.noise());
    assertEquals(List.of(V, W), function.variables());
  }

  @Test
  void deepGraphsAreNoProblem() {
    Tensor deep = x;
    for (int i = 0; i < 100_000; i++) {
      deep = deep.negate();
    }
    assertEquals(100_001, graph.function("f").output("y", deep).build().nodes().size());
  }

  @Test
  void aFunctionKeepsNothingOfItsBuilder() {
    Function.Builder builder = graph.function("f").output("y", x);
    Function function = builder.build();
    builder.output("z", x);
    assertEquals(Map.of("y", x), function.outputs());
    assertThrows(UnsupportedOperationException.class, () -> function.outputs().put("z", x));
    assertThrows(UnsupportedOperationException.class, () -> function.updates().put(V, x));
    assertThrows(UnsupportedOperationException.class, () -> function.nodes().clear());
  }

  @Test
  void anOutputIsNamedOnce() {
    Function.Builder builder = graph.function("f").output("y", x);
    refused("output 'y' is named twice in f", () -> builder.output("y", x.exp()));
  }

  @Test
  void aVariableIsUpdatedOnce() {
    Function.Builder builder = graph.function("f").update(V, x);
    refused("variable 'v' is updated twice in f", () -> builder.update(V, x.exp()));
  }

  @Test
  void anUpdateHasTheVariablesShape() {
    ShapeException error =
        assertThrows(ShapeException.class, () -> graph.function("f").update(V, x.sum()));
    assertEquals(
        "update in layer 'v' on operands of shape [[2], []]:"
            + " the new value must have the variable's shape",
        error.getMessage());
  }

  @Test
  void valuesOfAnotherGraphAreRefused() {
    Tensor foreign = new GraphBuilder().input("z", SHAPE);
    String message = "#0 input [2] belongs to another graph than f";
    refused(message, () -> graph.function("f").output("z", foreign));
    refused(message, () -> graph.function("f").update(V, foreign));
  }

  @Test
  void aFunctionOfNothingIsRefused() {
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> graph.function("f").build());
    assertEquals("function f has neither outputs nor updates", error.getMessage());
    assertTrue(graph.function("f").update(V, x).build().outputs().isEmpty());
    assertThrows(NullPointerException.class, () -> graph.function(null));
  }

  private static void refused(String message, Runnable build) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, build::run).getMessage());
  }
}
