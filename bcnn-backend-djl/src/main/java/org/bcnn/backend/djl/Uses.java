package org.bcnn.backend.djl;

import java.util.HashMap;
import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.graph.Node;
import org.bcnn.graph.Tensor;

/**
 * Counts how often each tensor of a function is an operand, an output or a new value. Stateless.
 */
final class Uses {
  private Uses() {}

  static Map<Tensor, Integer> of(Function function) {
    Map<Tensor, Integer> uses = new HashMap<>();
    for (Node node : function.nodes()) {
      node.operands().forEach(operand -> uses.merge(operand, 1, Integer::sum));
    }
    function.outputs().values().forEach(output -> uses.merge(output, 1, Integer::sum));
    function.updates().values().forEach(update -> uses.merge(update, 1, Integer::sum));
    return uses;
  }
}
