package org.bcnn.it.bayes;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.it.tck.reference.Evaluation;
import org.bcnn.layer.Network;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.tensor.Shape;

/**
 * Evaluates graphs in double precision at values of variables and inputs that the test sets, and
 * keeps what updates make of them, without rounding to float32 anywhere.
 */
final class Exact {
  final Map<Variable, DoubleTensor> variables = new LinkedHashMap<>();
  final Map<String, DoubleTensor> inputs = new LinkedHashMap<>();
  NoiseSeed seed = new NoiseSeed(1, 0);

  /** Sets the variables of a network, buffers included, to their initial values. */
  Exact initialise(Network<?, ?> network, long from) {
    NetworkVariables.of(network)
        .initialValues(from)
        .forEach((variable, value) -> variables.put(variable, DoubleTensor.of(value)));
    return this;
  }

  Exact set(Variable variable, double... values) {
    variables.put(variable, tensor(variable.shape(), values));
    return this;
  }

  Exact input(String name, Shape shape, double... values) {
    inputs.put(name, tensor(shape, values));
    return this;
  }

  /** Zeros for the state of an optimiser. */
  Exact zero(List<Variable> state) {
    state.forEach(variable -> set(variable, 0));
    return this;
  }

  /** A single value fills the shape. */
  private static DoubleTensor tensor(Shape shape, double... values) {
    double[] data = values.clone();
    if (values.length == 1) {
      data = new double[shape.size()];
      Arrays.fill(data, values[0]);
    }
    return new DoubleTensor(shape, data);
  }

  double[] get(Variable variable) {
    return variables.get(variable).data();
  }

  double[] values(Tensor tensor) {
    return values(List.of(tensor)).get(0);
  }

  List<double[]> values(List<Tensor> tensors) {
    Function.Builder function = tensors.get(0).graph().function("values");
    for (int i = 0; i < tensors.size(); i++) {
      function.output("value" + i, tensors.get(i));
    }
    return run(function.build()).values().stream().map(DoubleTensor::data).toList();
  }

  double scalar(Tensor tensor) {
    double[] values = values(tensor);
    if (values.length != 1) {
      throw new IllegalArgumentException(tensor + " is no scalar");
    }
    return values[0];
  }

  /** Runs a function at the present noise seed and applies its updates. */
  Map<String, DoubleTensor> run(Function function) {
    Evaluation evaluation = new Evaluation(function, inputs, variables, seed);
    variables.putAll(evaluation.updates());
    return evaluation.outputs();
  }

  /** The central difference of a scalar in one element of a variable, error of order step². */
  double slope(Tensor scalar, Variable variable, int element, double step) {
    double[] values = get(variable);
    double before = values[element];
    values[element] = before + step;
    double above = scalar(scalar);
    values[element] = before - step;
    double below = scalar(scalar);
    values[element] = before;
    return (above - below) / (2 * step);
  }
}
