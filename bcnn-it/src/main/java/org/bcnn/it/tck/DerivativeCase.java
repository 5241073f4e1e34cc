package org.bcnn.it.tck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;

/**
 * A scalar function, its gradient as {@link Gradients} makes it, and values for both.
 *
 * @param scalar has the one output {@code value}
 * @param gradient has an output for each wanted input, of the input's name
 * @param inputs a value for every input
 * @param wanted the inputs differentiated by
 */
record DerivativeCase(
    Function scalar, Function gradient, Map<String, HostTensor> inputs, List<String> wanted) {

  /** The products of all outputs with fixed weights, summed, and its gradient. */
  static DerivativeCase first(OperationCase c) {
    GraphBuilder graph = new GraphBuilder();
    Map<String, HostTensor> inputs = new LinkedHashMap<>(c.operands());
    List<Tensor> outputs = List.copyOf(c.outputs(graph).values());
    return of(c, graph, weighted(graph, "weight ", outputs, inputs), inputs);
  }

  /** The products of the first gradients with other weights, summed, and its gradient. */
  static DerivativeCase second(OperationCase c) {
    GraphBuilder graph = new GraphBuilder();
    Map<String, HostTensor> inputs = new LinkedHashMap<>(c.operands());
    List<Tensor> outputs = List.copyOf(c.outputs(graph).values());
    Tensor first = weighted(graph, "weight ", outputs, inputs);
    List<Tensor> gradients = Gradients.of(first, c.inputs(graph));
    return of(c, graph, weighted(graph, "second weight ", gradients, inputs), inputs);
  }

  private static DerivativeCase of(
      OperationCase c, GraphBuilder graph, Tensor value, Map<String, HostTensor> inputs) {
    List<Tensor> gradients = Gradients.of(value, c.inputs(graph));
    List<String> names = List.copyOf(c.operands().keySet());
    Function.Builder function = graph.function("gradient of " + c.name());
    for (int i = 0; i < names.size(); i++) {
      function.output(names.get(i), gradients.get(i));
    }
    Function scalar = graph.function(c.name()).output("value", value).build();
    return new DerivativeCase(scalar, function.build(), inputs, names);
  }

  private static Tensor weighted(
      GraphBuilder graph, String prefix, List<Tensor> values, Map<String, HostTensor> inputs) {
    List<Tensor> terms = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      HostTensor weight = Values.signed(prefix, values.get(i).shape().toArray());
      inputs.put(prefix + i, weight);
      terms.add(values.get(i).multiply(graph.input(prefix + i, weight.shape())).sum());
    }
    return terms.stream().reduce(Tensor::add).orElseThrow();
  }
}
