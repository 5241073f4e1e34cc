package org.bcnn.backend.tf;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bcnn.graph.Variable;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The resource variables of a session's graph. Variables of rank 4 are stored as the engine wants
 * filters, so that a network's filters, their gradients and their optimiser's state never move.
 * Thread-safe.
 */
final class VariableStore {
  /**
   * One variable.
   *
   * @param variable the variable
   * @param layout how its value is stored
   * @param handle the engine's reference to it
   * @param fed a value to store
   * @param assign stores the fed value
   * @param read the value
   */
  record Slot(
      Variable variable,
      Layout layout,
      Output<?> handle,
      Output<?> fed,
      Operation assign,
      Output<?> read) {}

  private final GraphWriter graph;
  private final Map<String, Slot> slots = new HashMap<>();
  private final Set<String> set = new HashSet<>();

  VariableStore(GraphWriter graph) {
    this.graph = graph;
  }

  /**
   * Returns a variable's place, making it if need be.
   *
   * @throws IllegalArgumentException if a variable of that name has another shape
   */
  synchronized Slot slot(Variable variable) {
    Slot known = slots.get(variable.name());
    if (known == null) {
      known = make(variable);
      slots.put(variable.name(), known);
    }
    if (!known.variable().equals(variable)) {
      throw new IllegalArgumentException(
          "variable '"
              + variable.name()
              + "' has shape "
              + known.variable().shape()
              + " in this session, not "
              + variable.shape());
    }
    return known;
  }

  private Slot make(Variable variable) {
    Layout layout =
        variable.shape().rank() == 4 ? Layout.FILTERS : Layout.plain(variable.shape().rank());
    int[] extents = layout.store(variable.shape());
    Output<?> handle =
        graph
            .op("VarHandleOp")
            .with("dtype", DataType.DT_FLOAT)
            .with("shape", GraphWriter.shape(extents))
            .with("shared_name", variable.name())
            .output();
    Output<?> fed = graph.placeholder(DataType.DT_FLOAT, extents);
    Operation assign = graph.op("AssignVariableOp").in(handle, fed).operation();
    return new Slot(variable, layout, handle, fed, assign, read(handle));
  }

  private Output<?> read(Output<?> handle) {
    return graph.op("ReadVariableOp").in(handle).with("dtype", DataType.DT_FLOAT).output();
  }

  /** Adds a read of its own, which updates can be ordered after. */
  Output<?> addRead(Variable variable) {
    return read(slot(variable).handle());
  }

  /** Notes that variables have values. */
  synchronized void markSet(Iterable<Variable> variables) {
    variables.forEach(variable -> set.add(variable.name()));
  }

  /**
   * Refuses to go on without values.
   *
   * @throws IllegalStateException if one of the variables has none
   */
  synchronized void requireSet(List<Variable> variables, String user) {
    for (Variable variable : variables) {
      if (!set.contains(variable.name())) {
        throw new IllegalStateException(
            user + " needs variable '" + variable.name() + "', which has no value; set it first");
      }
    }
  }
}
