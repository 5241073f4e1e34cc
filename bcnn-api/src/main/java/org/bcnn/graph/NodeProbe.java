package org.bcnn.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bcnn.tensor.HostTensor;

/**
 * Looks into a function: makes another one that has something of every value on the way as an
 * output, such as the value itself, or a number that tells whether it is finite. It updates no
 * variable. Immutable and thread-safe.
 */
public final class NodeProbe {
  private final Function function;
  private final List<Tensor> values;
  private final Map<Tensor, String> names;

  private NodeProbe(Function function, Map<Tensor, String> names) {
    this.function = function;
    this.values = List.copyOf(names.keySet());
    this.names = names;
  }

  /**
   * Probes a function.
   *
   * @param probed the function; nodes are added to its graph, so that it must not be built from
   *     elsewhere meanwhile
   * @param look what is wanted of each value, such as {@code x -> x} or {@code Tensor::mean}
   * @return the probe
   */
  public static NodeProbe of(Function probed, UnaryOperator<Tensor> look) {
    GraphBuilder graph = probed.nodes().get(0).builder();
    Function.Builder function = graph.function("probe of " + probed.name());
    Map<Tensor, String> names = new LinkedHashMap<>();
    for (Node node : probed.nodes()) {
      for (Tensor value : node.outputs()) {
        String name = "#" + node.id() + "." + value.index();
        names.put(value, name);
        function.output(name, look.apply(value));
      }
    }
    return new NodeProbe(function.build(), names);
  }

  /**
   * Returns the function to compile and run, with the inputs, variables and noise of the probed
   * one.
   *
   * @return a function with an output for each of {@link #values()}
   */
  public Function function() {
    return function;
  }

  /**
   * Returns the values that are looked at: all results of all nodes of the probed function.
   *
   * @return the values, operands before what is computed from them
   */
  public List<Tensor> values() {
    return values;
  }

  /**
   * Returns what was seen of a value.
   *
   * @param outputs what a run of {@link #function()} returned
   * @param value one of {@link #values()}
   * @return what was wanted of it
   * @throws IllegalArgumentException if it is none of them
   */
  public HostTensor seen(Map<String, HostTensor> outputs, Tensor value) {
    String name = names.get(value);
    if (name == null) {
      throw new IllegalArgumentException(value + " is not a value of " + function.name());
    }
    return outputs.get(name);
  }

  /**
   * Returns the values of those operations that are of one kind.
   *
   * @param kind the kind, such as {@link Op.VariableRead}
   * @return these among {@link #values()}, in that order
   */
  public List<Tensor> values(Class<? extends Op> kind) {
    List<Tensor> found = new ArrayList<>();
    for (Tensor value : values) {
      if (kind.isInstance(value.node().op())) {
        found.add(value);
      }
    }
    return found;
  }
}
