package org.bcnn.it.tck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;

/** Single steps of Adam, at its first step, later, and with settings that make epsilon matter. */
final class OptimiserCases {
  private OptimiserCases() {}

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    Op.Adam usual = new Op.Adam(0.9, 0.999, 1e-8);
    Op.Adam largeEpsilon = new Op.Adam(0.8, 0.95, 0.5);
    for (float step : new float[] {1, 2, 10, 1000, 100_000}) {
      cases.add(adam("usual settings", usual, step, 0.01f, 2, 3));
      cases.add(adam("a large epsilon", largeEpsilon, step, 0.1f, 4));
    }
    cases.add(adam("a scalar", usual, 3, 0.05f));
    cases.add(adam("rank 5", usual, 3, 0.05f, 2, 1, 3, 1, 2));
    return cases;
  }

  private static OperationCase adam(String what, Op.Adam op, float step, float rate, int... dims) {
    Map<String, HostTensor> operands = new LinkedHashMap<>();
    operands.put("parameter", Values.signed("parameter", dims));
    operands.put("m", Values.signed("m", dims));
    operands.put("v", Values.positive("v", dims));
    operands.put("gradient", Values.signed("gradient", dims));
    operands.put("step", HostTensor.scalar(step));
    operands.put("rate", HostTensor.scalar(rate));
    return new OperationCase(
        "B-119",
        "adam with " + what + " at step " + step,
        Tolerances.OPTIMISER,
        OperationCase.Derivatives.NONE,
        operands,
        (graph, x) -> {
          List<Tensor> updated =
              graph.adam(op, x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), x.get(5));
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          outputs.put("new parameter", updated.get(0));
          outputs.put("new m", updated.get(1));
          outputs.put("new v", updated.get(2));
          return outputs;
        });
  }
}
