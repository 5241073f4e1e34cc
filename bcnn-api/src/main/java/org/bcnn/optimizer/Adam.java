package org.bcnn.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.Shape;

/**
 * Adam (Kingma and Ba 2015), one fused operation a variable; {@link Op.Adam} has the formula.
 *
 * @param name distinguishes the state of several optimisers in one session
 * @param rule decay rates and epsilon
 */
public record Adam(String name, Op.Adam rule) implements Optimizer {
  /** The authors' settings: decay rates 0.9 and 0.999, epsilon 1e-8. */
  public static final Adam DEFAULT = new Adam("adam", new Op.Adam(0.9, 0.999, 1e-8));

  /** Checks that nothing is null. */
  public Adam {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(rule, "rule");
  }

  @Override
  public List<Variable> state(List<Variable> optimised) {
    List<Variable> state = new ArrayList<>(List.of(steps()));
    for (Variable variable : optimised) {
      state.add(moment(variable, "m"));
      state.add(moment(variable, "v"));
    }
    return List.copyOf(state);
  }

  @Override
  public void update(
      Function.Builder function,
      List<Variable> optimised,
      List<Tensor> gradients,
      Tensor learningRate) {
    GraphBuilder graph = learningRate.graph();
    Tensor step = graph.read(steps()).add(1);
    function.update(steps(), step);
    for (int i = 0; i < optimised.size(); i++) {
      Variable variable = optimised.get(i);
      Variable first = moment(variable, "m");
      Variable second = moment(variable, "v");
      List<Tensor> updated =
          graph.adam(
              rule,
              graph.read(variable),
              graph.read(first),
              graph.read(second),
              gradients.get(i),
              step,
              learningRate);
      function
          .update(variable, updated.get(0))
          .update(first, updated.get(1))
          .update(second, updated.get(2));
    }
  }

  private Variable steps() {
    return new Variable(name + "/step", Shape.scalar());
  }

  private Variable moment(Variable variable, String which) {
    return new Variable(name + "/" + variable.name() + "/" + which, variable.shape());
  }
}
