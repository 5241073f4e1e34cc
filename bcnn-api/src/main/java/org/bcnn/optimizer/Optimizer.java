package org.bcnn.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.HostTensor;

/** A rule that turns gradients into updates of variables. Immutable and thread-safe. */
public interface Optimizer {
  /**
   * Returns the variables the rule keeps beside those it optimises. All start at zero.
   *
   * @param optimised the variables that are optimised
   * @return the variables of its state, always in the same order
   */
  List<Variable> state(List<Variable> optimised);

  /**
   * Returns what that state starts from.
   *
   * @param optimised the variables that are optimised
   * @return zeros for each variable of {@link #state}
   */
  default Map<Variable, HostTensor> initialState(List<Variable> optimised) {
    Map<Variable, HostTensor> zeros = new LinkedHashMap<>();
    state(optimised).forEach(each -> zeros.put(each, HostTensor.zeros(each.shape())));
    return zeros;
  }

  /**
   * Adds the updates of one step to a function. Only the variables given and the rule's state
   * change, so two players may share a graph.
   *
   * @param function the function
   * @param optimised the variables that are optimised
   * @param gradients the gradient in each of them
   * @param learningRate the learning rate, a scalar
   */
  void update(
      Function.Builder function,
      List<Variable> optimised,
      List<Tensor> gradients,
      Tensor learningRate);

  /**
   * Adds the updates of one step that makes a loss smaller to a function.
   *
   * @param function the function
   * @param loss the scalar to minimise
   * @param optimised the variables that are optimised
   * @param learningRate the learning rate, a scalar
   */
  default void minimize(
      Function.Builder function, Tensor loss, List<Variable> optimised, Tensor learningRate) {
    List<Tensor> values = optimised.stream().map(loss.graph()::read).toList();
    update(function, optimised, Gradients.of(loss, values), learningRate);
  }

  /**
   * Returns the name and settings that an {@link OptimizerProvider} makes this from.
   *
   * @return the specification, which a checkpoint stores
   * @throws UnsupportedOperationException if there is none
   */
  default Spec spec() {
    throw new UnsupportedOperationException(
        getClass().getName() + " has no name to be stored under: override spec()");
  }
}
