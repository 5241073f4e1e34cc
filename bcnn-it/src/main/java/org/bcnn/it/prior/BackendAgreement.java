package org.bcnn.it.prior;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Tensor;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.tensor.HostTensor;

/** Compares what a backend makes of a graph with its evaluation in double precision. */
final class BackendAgreement {
  private BackendAgreement() {}

  /**
   * Compares.
   *
   * @param tolerance of each element, relative to itself and to the largest of its tensor
   */
  static void check(
      PriorProbe probe,
      Map<String, Tensor> outputs,
      float[] at,
      BackendProvider provider,
      double tolerance) {
    Function function = numbered(probe, outputs);
    double[] exact = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      exact[i] = at[i];
    }
    // Both start from the same float32 values.
    probe.variables().replaceAll((variable, value) -> DoubleTensor.of(value.toHost()));
    Map<String, DoubleTensor> expected = probe.evaluate(function, exact);
    Map<String, HostTensor> actual = run(probe, function, at, provider);
    int number = 0;
    for (String name : outputs.keySet()) {
      String output = "output" + number++;
      compare(provider.name() + ": " + name, expected.get(output), actual.get(output), tolerance);
    }
  }

  private static Function numbered(PriorProbe probe, Map<String, Tensor> outputs) {
    Map<String, Tensor> numbered = new LinkedHashMap<>();
    outputs.values().forEach(tensor -> numbered.put("output" + numbered.size(), tensor));
    return probe.function(numbered);
  }

  private static Map<String, HostTensor> run(
      PriorProbe probe, Function function, float[] at, BackendProvider provider) {
    try (Backend backend = provider.open(BackendOptions.DEFAULT);
        Session session = backend.openSession()) {
      function
          .variables()
          .forEach(variable -> session.set(variable, probe.variables().get(variable).toHost()));
      try (Executable executable = session.compile(function)) {
        return executable.run(
            Map.of("weights", HostTensor.of(probe.site().shape(), at)), PriorProbe.seed());
      }
    }
  }

  private static void compare(
      String what, DoubleTensor expected, HostTensor actual, double tolerance) {
    double largest =
        Arrays.stream(expected.data()).filter(Double::isFinite).map(Math::abs).max().orElse(0);
    for (int i = 0; i < expected.data().length; i++) {
      double wanted = expected.data()[i];
      double got = actual.data()[i];
      // What is not finite is equal here; that it should be finite is another test's matter.
      if (Double.compare(got, wanted) != 0
          && !(Math.abs(got - wanted) <= tolerance * (Math.abs(wanted) + largest))) {
        throw new AssertionError(
            what + " has " + got + " at element " + i + " instead of " + wanted);
      }
    }
  }
}
