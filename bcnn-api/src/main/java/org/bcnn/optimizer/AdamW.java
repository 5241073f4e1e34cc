package org.bcnn.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2): {@code w ← w − η (m̂
 * / (√v̂ + ε) + λ w)}, in which the decay has no part in the moments. Here η is the learning rate
 * with its schedule and the decay is {@code η λ}, which in the paper's letters is a decay of {@code
 * η_t α λ}.
 *
 * <p>Weights with a prior have their decay from it already: this one is for deterministic networks.
 *
 * @param adam the rule without decay, and the name of its state
 * @param decay λ, at least 0
 * @param decays which variables decay; {@link #WEIGHTS} unless there is a reason
 */
public record AdamW(Adam adam, double decay, Predicate<Variable> decays) implements Optimizer {
  /**
   * The variables that decay: those named {@code …/weight}, or {@code …/weight/mu}, the means of
   * weights that are distributions. So neither biases do, nor the scales of normalisations, nor the
   * ρ of posteriors, nor the scales of priors and noise that are learned, nor whatever a new kind
   * of posterior adds.
   */
  public static final Predicate<Variable> WEIGHTS =
      variable -> variable.name().endsWith("/weight") || variable.name().endsWith("/weight/mu");

  /** Checks the decay, and that nothing is null. */
  public AdamW {
    Objects.requireNonNull(adam, "adam");
    Objects.requireNonNull(decays, "decays");
    if (!(decay >= 0) || !Double.isFinite(decay)) {
      throw new IllegalArgumentException("the weight decay must be at least 0, got " + decay);
    }
  }

  /**
   * Makes the rule with the decay of {@link #WEIGHTS}.
   *
   * @param adam the rule without decay
   * @param decay λ
   */
  public AdamW(Adam adam, double decay) {
    this(adam, decay, WEIGHTS);
  }

  @Override
  public List<Variable> state(List<Variable> optimised) {
    return adam.state(optimised);
  }

  @Override
  public void update(
      Function.Builder function,
      List<Variable> optimised,
      List<Tensor> gradients,
      Tensor learningRate) {
    GraphBuilder graph = learningRate.graph();
    Tensor share = learningRate.multiply(decay);
    adam.update(
        optimised,
        gradients,
        learningRate,
        (variable, value) ->
            function.update(
                variable,
                decays.test(variable) && optimised.contains(variable)
                    ? value.subtract(graph.read(variable).multiply(share))
                    : value));
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnsupportedOperationException if others than {@link #WEIGHTS} decay
   */
  @Override
  public Spec spec() {
    if (!decays.equals(WEIGHTS)) {
      throw new UnsupportedOperationException(
          "an AdamW that chooses its variables by a predicate of its own has no name to be stored"
              + " under");
    }
    return adam.described(Spec.of(AdamWProvider.NAME)).with(AdamWProvider.DECAY, decay);
  }

  /** Makes AdamW by name. */
  public static final class AdamWProvider implements OptimizerProvider {
    static final String NAME = "adamw";
    static final String DECAY = "decay";

    /** Makes the provider. */
    public AdamWProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Adam with decoupled decay of weights, not of biases (Loshchilov and Hutter 2019)";
    }

    @Override
    public List<Setting> settings() {
      List<Setting> settings = new ArrayList<>(Adam.settings(NAME));
      settings.add(Setting.number(DECAY, 0.01, "the decay, times the learning rate a step"));
      settings.add(GradientClipping.SETTING);
      return List.copyOf(settings);
    }

    @Override
    public Optimizer create(Spec spec) {
      return GradientClipping.around(new AdamW(Adam.of(spec), spec.number(DECAY)), spec);
    }
  }
}
