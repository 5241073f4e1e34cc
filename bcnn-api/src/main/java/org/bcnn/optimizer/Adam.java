package org.bcnn.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;
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

  /** Checks the decay rates and epsilon, and that nothing is null. */
  public Adam {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(rule, "rule");
    requireDecay("beta1", rule.beta1());
    requireDecay("beta2", rule.beta2());
    if (!(rule.epsilon() > 0) || !Double.isFinite(rule.epsilon())) {
      throw new IllegalArgumentException("epsilon must be positive, got " + rule.epsilon());
    }
  }

  private static void requireDecay(String what, double rate) {
    if (!(rate >= 0) || !(rate < 1)) {
      throw new IllegalArgumentException(what + " must be at least 0 and under 1, got " + rate);
    }
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
    update(optimised, gradients, learningRate, function::update);
  }

  /** Hands the new values of the variables and of the state to whoever stores them. */
  void update(
      List<Variable> optimised,
      List<Tensor> gradients,
      Tensor learningRate,
      BiConsumer<Variable, Tensor> store) {
    GraphBuilder graph = learningRate.graph();
    Tensor step = graph.read(steps()).add(1);
    store.accept(steps(), step);
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
      store.accept(variable, updated.get(0));
      store.accept(first, updated.get(1));
      store.accept(second, updated.get(2));
    }
  }

  private Variable steps() {
    return new Variable(name + "/step", Shape.scalar());
  }

  private Variable moment(Variable variable, String which) {
    return new Variable(name + "/" + variable.name() + "/" + which, variable.shape());
  }

  @Override
  public Spec spec() {
    return described(Spec.of(AdamProvider.NAME));
  }

  /** The settings of the rule, which AdamW has too. */
  static List<Setting> settings(String name) {
    return List.of(
        Setting.number(AdamProvider.BETA1, DEFAULT.rule.beta1(), "decay of the first moment"),
        Setting.number(AdamProvider.BETA2, DEFAULT.rule.beta2(), "decay of the second moment"),
        Setting.number(AdamProvider.EPSILON, DEFAULT.rule.epsilon(), "added to the denominator"),
        new Setting(AdamProvider.STATE, name, "where the state is kept"));
  }

  static Adam of(Spec spec) {
    return new Adam(
        spec.text(AdamProvider.STATE),
        new Op.Adam(
            spec.number(AdamProvider.BETA1),
            spec.number(AdamProvider.BETA2),
            spec.number(AdamProvider.EPSILON)));
  }

  Spec described(Spec spec) {
    return spec.with(AdamProvider.BETA1, rule.beta1())
        .with(AdamProvider.BETA2, rule.beta2())
        .with(AdamProvider.EPSILON, rule.epsilon())
        .with(AdamProvider.STATE, name);
  }

  /** Makes Adam by name. */
  public static final class AdamProvider implements OptimizerProvider {
    static final String NAME = "adam";
    static final String BETA1 = "beta1";
    static final String BETA2 = "beta2";
    static final String EPSILON = "epsilon";
    static final String STATE = "state";

    /** Makes the provider. */
    public AdamProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "steps by moments of the gradients (Kingma and Ba 2015)";
    }

    @Override
    public List<Setting> settings() {
      List<Setting> settings = new ArrayList<>(Adam.settings(NAME));
      settings.add(GradientClipping.SETTING);
      return List.copyOf(settings);
    }

    @Override
    public Optimizer create(Spec spec) {
      return GradientClipping.around(Adam.of(spec), spec);
    }
  }
}
