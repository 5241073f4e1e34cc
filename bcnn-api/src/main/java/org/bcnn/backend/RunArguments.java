package org.bcnn.backend;

import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.graph.Op;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;

/** Argument checks that every backend makes alike. Stateless. */
public final class RunArguments {
  private RunArguments() {}

  /**
   * Checks the inputs of a run.
   *
   * @param function the function
   * @param inputs the inputs given
   * @throws IllegalArgumentException if one is missing, unknown or of the wrong shape
   */
  public static void check(Function function, Map<String, HostTensor> inputs) {
    for (Op.Input input : function.inputs()) {
      HostTensor given = inputs.get(input.name());
      if (given == null) {
        throw new IllegalArgumentException(
            function + " needs input '" + input.name() + "' of shape " + input.shape());
      }
      if (!given.shape().equals(input.shape())) {
        throw new IllegalArgumentException(
            function
                + " takes input '"
                + input.name()
                + "' of shape "
                + input.shape()
                + ", got shape "
                + given.shape());
      }
    }
    for (String name : inputs.keySet()) {
      if (function.inputs().stream().noneMatch(input -> input.name().equals(name))) {
        throw new IllegalArgumentException(
            function
                + " has no input '"
                + name
                + "', it takes "
                + function.inputs().stream().map(Op.Input::name).toList());
      }
    }
  }

  /**
   * Checks the value given to a variable.
   *
   * @param variable the variable
   * @param value its value
   * @throws IllegalArgumentException if the shapes differ
   */
  public static void check(Variable variable, HostTensor value) {
    if (!variable.shape().equals(value.shape())) {
      throw new IllegalArgumentException(
          "variable '"
              + variable.name()
              + "' has shape "
              + variable.shape()
              + ", got a value of "
              + value.shape());
    }
  }
}
