package org.bcnn.backend.tf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.graph.Op;
import org.bcnn.graph.Variable;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * A function in the engine's graph: what to feed, fetch and run. Immutable.
 *
 * @param function the function
 * @param inputs the inputs to feed, by name
 * @param portableNoise the portable noise to feed, in the function's order
 * @param nativeNoise the native noise whose keys to feed
 * @param outputs the outputs to fetch, by name, in the API's layout
 * @param updates the operations to run
 * @param read the variables that must have values
 */
record LoweredFunction(
    Function function,
    Map<String, Output<?>> inputs,
    List<Output<?>> portableNoise,
    List<NoiseLowering.Native> nativeNoise,
    Map<String, Output<?>> outputs,
    List<Operation> updates,
    List<Variable> read) {

  LoweredFunction(
      Function function,
      Map<String, Output<?>> inputs,
      List<Output<?>> portableNoise,
      List<NoiseLowering.Native> nativeNoise,
      Map<String, Output<?>> outputs,
      List<Operation> updates) {
    this(function, inputs, portableNoise, nativeNoise, outputs, updates, readBy(function));
  }

  private static List<Variable> readBy(Function function) {
    List<Variable> read = new ArrayList<>();
    function
        .nodes()
        .forEach(
            node -> {
              if (node.op() instanceof Op.VariableRead op) {
                read.add(op.variable());
              }
            });
    return List.copyOf(read);
  }

  boolean hasUpdates() {
    return !updates.isEmpty();
  }
}
