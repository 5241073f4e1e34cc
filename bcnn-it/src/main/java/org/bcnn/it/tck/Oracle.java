package org.bcnn.it.tck;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.it.tck.reference.Evaluation;
import org.bcnn.tensor.HostTensor;

/** What the reference says a function gives, and the comparison with it. */
final class Oracle {
  private Oracle() {}

  static Evaluation evaluate(
      Function function,
      Map<String, HostTensor> inputs,
      Map<Variable, HostTensor> variables,
      NoiseSeed noise) {
    Map<Variable, DoubleTensor> values = new LinkedHashMap<>();
    variables.forEach((variable, value) -> values.put(variable, DoubleTensor.of(value)));
    return new Evaluation(function, widen(inputs), values, noise);
  }

  static Map<String, DoubleTensor> evaluate(Function function, Map<String, HostTensor> inputs) {
    return evaluate(function, inputs, Map.of(), Subject.NO_NOISE).outputs();
  }

  static Map<String, DoubleTensor> widen(Map<String, HostTensor> inputs) {
    Map<String, DoubleTensor> values = new LinkedHashMap<>();
    inputs.forEach((name, value) -> values.put(name, DoubleTensor.of(value)));
    return values;
  }

  /** Those of the inputs that a function depends on. */
  static Map<String, HostTensor> needed(Function function, Map<String, HostTensor> inputs) {
    Map<String, HostTensor> needed = new LinkedHashMap<>();
    function.inputs().forEach(input -> needed.put(input.name(), inputs.get(input.name())));
    return needed;
  }

  /** Compares all outputs of a run. */
  static void check(
      Tolerance tolerance, Map<String, DoubleTensor> expected, Map<String, HostTensor> actual) {
    expected.forEach((name, value) -> tolerance.check(name, value, actual.get(name)));
    if (actual.size() != expected.size()) {
      throw new AssertionError(
          "the outputs are " + actual.keySet() + " instead of " + expected.keySet());
    }
  }

  /** Compares bits, of which only a zero's sign may differ. */
  static void checkExact(String what, HostTensor expected, HostTensor actual) {
    Tolerances.EXACT.check(what, DoubleTensor.of(expected), actual);
  }
}
