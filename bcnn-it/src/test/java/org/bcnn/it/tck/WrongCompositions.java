package org.bcnn.it.tck;

import java.util.List;
import java.util.Set;
import org.bcnn.graph.BinaryKind;
import org.bcnn.graph.UnaryKind;

/** Backends that compute every operation right alone, and optimise several wrongly. */
final class WrongCompositions {
  private WrongCompositions() {}

  static List<WrongBackend> all() {
    return List.of(
        new WrongBackend(
            "logistic function of a sum, fused wrongly",
            "randomGraphs",
            Set.of("B-123", "B-206"),
            "B-123: random graph ",
            WrongBackend.withOperations(
                (graph, node, x) ->
                    Rewrite.is(node.op(), UnaryKind.SIGMOID)
                            && Rewrite.is(node.operand(0).node().op(), BinaryKind.ADD)
                        ? List.of(x.get(0).tanh())
                        : null)),
        new WrongBackend(
            "a gradient with its operands swapped",
            "gradients",
            Set.of("B-201", "B-203", "B-205"),
            "B-201: gradient of LOG of ranks 0 to 5: rank 0",
            WrongBackend.withOperations(
                (graph, node, x) ->
                    Rewrite.is(node.op(), BinaryKind.DIVIDE)
                            && Rewrite.is(node.operand(0).node().op(), BinaryKind.MULTIPLY)
                        ? List.of(x.get(1).divide(x.get(0)))
                        : null)),
        new WrongBackend(
            "ties go to the second operand",
            "gradients",
            Set.of("B-205"),
            "B-205: gradient of MAXIMUM of ties",
            WrongBackend.withOperations(
                (graph, node, x) ->
                    Rewrite.is(node.op(), BinaryKind.GREATER_OR_EQUAL)
                        ? List.of(x.get(0).greater(x.get(1)))
                        : null)));
  }
}
