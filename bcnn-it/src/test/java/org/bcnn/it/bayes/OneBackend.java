package org.bcnn.it.bayes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.ReferenceBackend;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** A session on a backend by name, in float32 as users have it. */
final class OneBackend implements AutoCloseable {
  private final Backend backend;
  private final Session session;

  OneBackend(String name) {
    backend =
        name.equals("reference")
            ? new ReferenceBackend()
            : Backends.find().choose(name).open(new BackendOptions(1));
    session = backend.openSession();
  }

  OneBackend set(Variable variable, double... values) {
    session.set(variable, tensor(variable.shape(), values));
    return this;
  }

  OneBackend initialise(NetworkVariables variables, long seed) {
    session.setAll(variables.initialValues(seed));
    return this;
  }

  OneBackend zero(List<Variable> state) {
    Map<Variable, HostTensor> zeros = new LinkedHashMap<>();
    state.forEach(variable -> zeros.put(variable, HostTensor.zeros(variable.shape())));
    session.setAll(zeros);
    return this;
  }

  Executable compile(Function function) {
    return session.compile(function);
  }

  /** Runs a function once. */
  Map<String, HostTensor> run(Function function, Map<String, HostTensor> inputs, NoiseSeed seed) {
    try (Executable executable = session.compile(function)) {
      return executable.run(inputs, seed);
    }
  }

  double[] get(Variable variable) {
    return doubles(session.get(variable));
  }

  static HostTensor tensor(Shape shape, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return HostTensor.of(shape, floats);
  }

  static double[] doubles(HostTensor tensor) {
    double[] values = new double[tensor.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.data()[i];
    }
    return values;
  }

  @Override
  public void close() {
    session.close();
    backend.close();
  }
}
