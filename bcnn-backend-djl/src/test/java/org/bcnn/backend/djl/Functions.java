package org.bcnn.backend.djl;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.bcnn.backend.Backend;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;

/** Short ways to run something. */
final class Functions {
  static final NoiseSeed SEED = new NoiseSeed(1, 0);

  private Functions() {}

  /** Runs a function of one tensor. */
  static HostTensor apply(Backend backend, HostTensor x, UnaryOperator<Tensor> function) {
    GraphBuilder graph = new GraphBuilder();
    Tensor y = function.apply(graph.input("x", x.shape()));
    try (Session session = backend.openSession();
        Executable executable = session.compile(graph.function("test").output("y", y).build())) {
      return executable.run(Map.of("x", x), SEED).get("y");
    }
  }
}
