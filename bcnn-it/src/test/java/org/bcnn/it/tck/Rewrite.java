package org.bcnn.it.tck;

import java.util.List;
import org.bcnn.graph.BinaryKind;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.UnaryKind;

/** Replaces operations by faulty ones. */
interface Rewrite {
  /**
   * Builds something else in place of a node.
   *
   * @param graph the new graph
   * @param node the node of the old graph
   * @param x the operands in the new graph
   * @return the results, or null to build the node as it is
   */
  List<Tensor> apply(GraphBuilder graph, Node node, List<Tensor> x);

  static boolean is(Op op, UnaryKind kind) {
    return op instanceof Op.Unary unary && unary.kind() == kind;
  }

  static boolean is(Op op, BinaryKind kind) {
    return op instanceof Op.Binary binary && binary.kind() == kind;
  }
}
