package org.bcnn.it.tck;

import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;

/**
 * The backend under test.
 *
 * @param provider its provider
 * @param backend the backend, opened with default options
 */
record Subject(BackendProvider provider, Backend backend) {
  /** The seed of runs in which noise plays no part. */
  static final NoiseSeed NO_NOISE = new NoiseSeed(0, 0);

  /** Runs a function once, in a session of its own. */
  Map<String, HostTensor> run(Function function, Map<String, HostTensor> inputs) {
    return run(function, inputs, Map.of(), NO_NOISE);
  }

  Map<String, HostTensor> run(
      Function function,
      Map<String, HostTensor> inputs,
      Map<Variable, HostTensor> variables,
      NoiseSeed noise) {
    try (Session session = backend.openSession()) {
      variables.forEach(session::set);
      try (Executable executable = session.compile(function)) {
        return executable.run(inputs, noise);
      }
    }
  }
}
