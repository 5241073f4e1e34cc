package org.bcnn.tasks.gan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * The exponential moving average of variables, such as those of a generator, whose images it makes
 * better and steadier than those of the last step (Yazıcı et al. 2019): {@code average ← d ·
 * average + (1 − d) · value}, with {@code d = min(decay, (1 + t) / (10 + t))} at the t-th update,
 * from 0, so that where the game started from is soon forgotten. Immutable and thread-safe; the
 * average itself is in variables of a session.
 */
public final class MovingAverage {
  private static final String PREFIX = "average/";

  private final List<Variable> variables;
  private final double decay;
  private final Variable updates = new Variable(PREFIX + "updates", Shape.scalar());

  /**
   * Makes an average.
   *
   * @param variables what is averaged; of a network, what its layers keep as well
   * @param decay the decay of the average in the long run, at least 0 and under 1
   * @throws IllegalArgumentException if the decay is out of range
   */
  public MovingAverage(List<Variable> variables, double decay) {
    requireDecay(decay);
    this.variables = List.copyOf(variables);
    this.decay = decay;
  }

  static void requireDecay(double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException(
          "the decay of a moving average must be at least 0 and under 1, got " + decay);
    }
  }

  /**
   * Returns the variables that hold the average.
   *
   * @return the number of updates, then the average of each variable
   */
  public List<Variable> state() {
    List<Variable> state = new ArrayList<>(List.of(updates));
    variables.forEach(variable -> state.add(average(variable)));
    return List.copyOf(state);
  }

  /**
   * Returns what they start from.
   *
   * @param values a value for each of the variables, at least
   * @return no updates, and for the averages the values of what they are of
   */
  public Map<Variable, HostTensor> initialState(Map<Variable, HostTensor> values) {
    Map<Variable, HostTensor> state = new LinkedHashMap<>();
    state.put(updates, HostTensor.scalar(0));
    variables.forEach(variable -> state.put(average(variable), values.get(variable)));
    return Collections.unmodifiableMap(state);
  }

  /**
   * Builds an update, to be run after each step.
   *
   * @return a function without inputs and outputs
   */
  public Function update() {
    GraphBuilder graph = new GraphBuilder();
    Tensor before = graph.read(updates);
    // 1 − (1 + t) / (10 + t), without a difference of numbers that are nearly 1.
    Tensor early = before.add(10).reciprocal().multiply(9);
    Tensor rate = early.maximum(graph.constant((float) (1 - decay)));
    Function.Builder function = graph.function("moving average").update(updates, before.add(1));
    for (Variable variable : variables) {
      Tensor average = graph.read(average(variable));
      Tensor change = graph.read(variable).subtract(average).multiply(rate);
      function.update(average(variable), average.add(change));
    }
    return function.build();
  }

  /**
   * Returns the averages, for a network to be used with.
   *
   * @param session where the average is
   * @return the average of each variable
   */
  public Map<Variable, HostTensor> values(Session session) {
    Map<Variable, HostTensor> values = new LinkedHashMap<>();
    variables.forEach(variable -> values.put(variable, session.get(average(variable))));
    return Collections.unmodifiableMap(values);
  }

  /**
   * Returns the averages among values that were stored.
   *
   * @param stored values by name, those of {@link #state} among them
   * @return the average of each variable
   * @throws IllegalArgumentException if one is missing; the message names it
   */
  public Map<Variable, HostTensor> values(Map<String, HostTensor> stored) {
    Map<Variable, HostTensor> values = new LinkedHashMap<>();
    for (Variable variable : variables) {
      HostTensor value = stored.get(average(variable).name());
      if (value == null) {
        throw new IllegalArgumentException("there is no average of " + variable.name());
      }
      values.put(variable, value);
    }
    return Collections.unmodifiableMap(values);
  }

  private static Variable average(Variable variable) {
    return new Variable(PREFIX + variable.name(), variable.shape());
  }
}
