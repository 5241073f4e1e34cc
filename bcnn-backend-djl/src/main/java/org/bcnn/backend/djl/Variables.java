package org.bcnn.backend.djl;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.RunArguments;
import org.bcnn.graph.Function;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;

/**
 * The tensors of a session's variables. A variable keeps its tensor for life: new values are
 * written into it, so that whoever holds it sees them. Guarded by the session's lock.
 */
final class Variables {
  private record Stored(Variable variable, PtNDArray tensor) {}

  private final Compute compute;
  private final Map<String, Stored> stored = new LinkedHashMap<>();

  Variables(Compute compute) {
    this.compute = compute;
  }

  void set(Variable variable, HostTensor value) {
    RunArguments.check(variable, value);
    Stored present = stored.get(variable.name());
    if (present == null) {
      stored.put(variable.name(), new Stored(variable, compute.tensor(value)));
    } else if (present.variable().equals(variable)) {
      compute.write(present.tensor(), value);
    } else {
      throw new IllegalArgumentException(
          "variable '"
              + variable.name()
              + "' has shape "
              + present.variable().shape()
              + " in this session, got a value of "
              + value.shape());
    }
  }

  HostTensor get(Variable variable) {
    return Compute.read(tensor(variable, "it was read"), variable.shape());
  }

  /** Returns the tensors of the variables of a function, in its order. */
  PtNDArray[] tensors(Function function, List<Variable> variables) {
    return variables.stream()
        .map(variable -> tensor(variable, function + " ran"))
        .toArray(PtNDArray[]::new);
  }

  private PtNDArray tensor(Variable variable, String when) {
    Stored present = stored.get(variable.name());
    if (present == null) {
      throw new IllegalStateException(
          "variable '" + variable.name() + "' had no value when " + when + "; set it first");
    }
    if (!present.variable().equals(variable)) {
      throw new IllegalStateException(
          "variable '"
              + variable.name()
              + "' has shape "
              + present.variable().shape()
              + " in this session, not "
              + variable.shape());
    }
    return present.tensor();
  }

  void close() {
    stored.values().forEach(entry -> entry.tensor().close());
    stored.clear();
  }
}
