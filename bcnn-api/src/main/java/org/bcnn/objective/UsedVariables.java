package org.bcnn.objective;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.Parameter;

/**
 * Compares the weights that a network lists with those its output depends on. A KL divergence of
 * weights that no prediction uses, or weights that are used and never trained, are mistakes that
 * training would not show.
 */
final class UsedVariables {
  private UsedVariables() {}

  static void require(
      NetworkVariables listed, List<Variable> frozen, Tensor negativeLogLikelihood) {
    Set<Variable> used = reachable(negativeLogLikelihood);
    for (Parameter parameter : listed.parameters()) {
      if (parameter.variables().stream().noneMatch(used::contains)) {
        throw new IllegalArgumentException(
            parameter.path()
                + " is listed among the network's parameters, but its output does not depend on"
                + " it: use it in the forward pass or leave it out");
      }
    }
    listed.all().forEach(used::remove);
    frozen.forEach(used::remove);
    if (!used.isEmpty()) {
      throw new IllegalArgumentException(
          "the network's output depends on "
              + used.iterator().next().name()
              + ", which is not among its parameters and buffers and would not be trained: name"
              + " the layer that has it among the network's parts");
    }
  }

  private static Set<Variable> reachable(Tensor value) {
    Set<Variable> found = new LinkedHashSet<>();
    Set<Node> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>();
    open.push(value.node());
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (seen.add(node)) {
        if (node.op() instanceof Op.VariableRead read) {
          found.add(read.variable());
        }
        node.operands().forEach(operand -> open.push(operand.node()));
      }
    }
    return found;
  }
}
