package org.bcnn.it.tck;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;

/**
 * An operation on given operands. The operations that make the outputs are the ones the case is
 * about.
 *
 * @param rule the rule of the operation
 * @param name what is special about the case
 * @param tolerance of the result
 * @param derivatives which derivatives are checked
 * @param operands the operands by name, in order
 * @param build makes the outputs
 */
record OperationCase(
    String rule,
    String name,
    Tolerance tolerance,
    Derivatives derivatives,
    Map<String, HostTensor> operands,
    Build build) {

  /** Which derivatives of a case are checked. */
  enum Derivatives {
    /** None: the operation has no gradient rule. */
    NONE,
    /** The first, with the reference only: by definition it is not the derivative. */
    DEFINED,
    /** The first, with the reference only, at a kink, where the definition chooses. */
    KINK,
    /** The first. */
    FIRST,
    /** The first and the second. */
    SECOND
  }

  /** Makes the outputs of a case. */
  interface Build {
    /**
     * Builds.
     *
     * @param graph the graph
     * @param operands the operands, in order
     * @return the outputs by name
     */
    Map<String, Tensor> apply(GraphBuilder graph, List<Tensor> operands);
  }

  /** Makes one output. */
  interface BuildOne {
    /**
     * Builds.
     *
     * @param graph the graph
     * @param operands the operands, in order
     * @return the output
     */
    Tensor apply(GraphBuilder graph, List<Tensor> operands);
  }

  /** A case with one output and operands {@code x0}, {@code x1} and so on. */
  static OperationCase of(
      String rule,
      String name,
      Tolerance tolerance,
      Derivatives derivatives,
      BuildOne build,
      HostTensor... operands) {
    Map<String, HostTensor> named = new LinkedHashMap<>();
    for (int i = 0; i < operands.length; i++) {
      named.put("x" + i, operands[i]);
    }
    return new OperationCase(
        rule, name, tolerance, derivatives, named, (g, x) -> Map.of("y", build.apply(g, x)));
  }

  /** The values of the function: outputs by name. */
  Function forward() {
    GraphBuilder graph = new GraphBuilder();
    Function.Builder function = graph.function(name);
    outputs(graph).forEach(function::output);
    return function.build();
  }

  /** The kinds of operation that the case is about. */
  Set<String> subjects() {
    return outputs(new GraphBuilder()).values().stream()
        .map(tensor -> Coverage.kind(tensor.node().op()))
        .collect(Collectors.toSet());
  }

  Map<String, Tensor> outputs(GraphBuilder graph) {
    return build.apply(graph, inputs(graph));
  }

  List<Tensor> inputs(GraphBuilder graph) {
    return operands.entrySet().stream()
        .map(operand -> graph.input(operand.getKey(), operand.getValue().shape()))
        .toList();
  }
}
