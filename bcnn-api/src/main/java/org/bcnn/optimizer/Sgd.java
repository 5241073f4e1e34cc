package org.bcnn.optimizer;

import java.util.List;
import java.util.Objects;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * Stochastic gradient descent, with momentum μ (Polyak 1964): {@code v ← μ v + g}, {@code w ← w − η
 * v}; or with Nesterov's (Sutskever et al. 2013, in terms of the point where gradients are taken):
 * {@code w ← w − η (g + μ v)} with the new v. Without momentum it keeps no state.
 *
 * @param name distinguishes the state of several optimisers in one session
 * @param momentum μ, at least 0 and under 1
 * @param nesterov whether the momentum is Nesterov's
 */
public record Sgd(String name, double momentum, boolean nesterov) implements Optimizer {
  /** Checks the momentum. */
  public Sgd {
    Objects.requireNonNull(name, "name");
    if (!(momentum >= 0) || !(momentum < 1)) {
      throw new IllegalArgumentException(
          "the momentum must be at least 0 and under 1, got " + momentum);
    }
  }

  @Override
  public List<Variable> state(List<Variable> optimised) {
    return momentum == 0 ? List.of() : optimised.stream().map(this::velocity).toList();
  }

  @Override
  public void update(
      Function.Builder function,
      List<Variable> optimised,
      List<Tensor> gradients,
      Tensor learningRate) {
    GraphBuilder graph = learningRate.graph();
    for (int i = 0; i < optimised.size(); i++) {
      Variable variable = optimised.get(i);
      Tensor gradient = gradients.get(i);
      Tensor direction = gradient;
      if (momentum != 0) {
        Variable state = velocity(variable);
        Tensor velocity = graph.read(state).multiply(momentum).add(gradient);
        function.update(state, velocity);
        direction = nesterov ? gradient.add(velocity.multiply(momentum)) : velocity;
      }
      function.update(variable, graph.read(variable).subtract(direction.multiply(learningRate)));
    }
  }

  private Variable velocity(Variable variable) {
    return new Variable(name + "/" + variable.name() + "/velocity", variable.shape());
  }

  @Override
  public Spec spec() {
    return Spec.of(SgdProvider.NAME)
        .with(SgdProvider.MOMENTUM, momentum)
        .with(SgdProvider.NESTEROV, nesterov)
        .with(SgdProvider.STATE, name);
  }

  /** Makes gradient descent by name. */
  public static final class SgdProvider implements OptimizerProvider {
    static final String NAME = "sgd";
    static final String MOMENTUM = "momentum";
    static final String NESTEROV = "nesterov";
    static final String STATE = "state";

    /** Makes the provider. */
    public SgdProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "gradient descent, with momentum if wanted (Polyak 1964; Sutskever et al. 2013)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.number(MOMENTUM, 0, "the part of the last step that is kept"),
          new Setting(NESTEROV, "false", "whether the momentum is Nesterov's"),
          new Setting(STATE, NAME, "where the state is kept"),
          GradientClipping.SETTING);
    }

    @Override
    public Optimizer create(Spec spec) {
      return GradientClipping.around(
          new Sgd(spec.text(STATE), spec.number(MOMENTUM), isNesterov(spec)), spec);
    }

    private static boolean isNesterov(Spec spec) {
      String text = spec.text(NESTEROV);
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        default ->
            throw new IllegalArgumentException(
                "the setting " + NESTEROV + " of sgd must be true or false, got \"" + text + "\"");
      };
    }
  }
}
