package org.bcnn.objective;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Network;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.VariationalParameter;

/**
 * The Monte Carlo objective of variational inference (Graves 2011; Blundell et al. 2015; Shridhar
 * et al. 2019), minibatch form, in nats per example:
 *
 * <p>{@code loss = (1/n) Σ_d mean_B(−log p(y | x, w_d)) + (κ / N) KL(q ‖ p)}.
 *
 * <p>With κ = 1 it is the negative evidence lower bound divided by N; smaller κ temper the
 * posterior. A network without distributions has a KL of 0, and the objective is maximum
 * likelihood.
 *
 * @param draws n, the posterior draws that the expectation is averaged over, at least 1
 * @param estimator how each draw is made
 * @param klMode how the KL divergence is computed
 * @param trainingExamples N, the number of examples that are actually trained on
 * @param noise who makes the noise
 */
public record VariationalObjective(
    int draws, Estimator estimator, KlMode klMode, long trainingExamples, NoiseSource noise) {

  /** Checks the settings. */
  public VariationalObjective {
    Objects.requireNonNull(estimator, "estimator");
    Objects.requireNonNull(klMode, "klMode");
    Objects.requireNonNull(noise, "noise");
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, got " + draws);
    }
    if (trainingExamples < 1) {
      throw new IllegalArgumentException(
          "trainingExamples must be at least 1, got " + trainingExamples);
    }
  }

  /**
   * Builds the objective.
   *
   * @param <I> the network's input
   * @param <O> the network's output
   * @param network the network
   * @param input a batch of inputs, the first axis of its tensors the batch
   * @param likelihood the likelihood of the batch's targets
   * @param klWeight κ, a scalar, so that it may change from step to step
   * @return the objective and its parts
   * @throws IllegalArgumentException if the network lists weights that its output does not depend
   *     on, or depends on variables that it does not list
   */
  public <I, O> ObjectiveTerms<O> build(
      Network<I, O> network, I input, Likelihood<O> likelihood, Tensor klWeight) {
    GraphBuilder graph = klWeight.graph();
    NetworkVariables variables = variables(network, likelihood);
    List<O> outputs = new ArrayList<>();
    Map<Variable, List<Tensor>> recorded = new LinkedHashMap<>();
    Tensor nll = null;
    Tensor kl = null;
    for (int draw = 0; draw < draws; draw++) {
      ForwardPass pass = ForwardPass.training(graph, estimator, draw, noise);
      O output = network.apply(input, pass);
      outputs.add(output);
      nll = plus(nll, likelihood.negativeLogLikelihood(output));
      if (!variables.variational().isEmpty()) {
        kl = plus(kl, NetworkKl.of(variables.variational(), pass, klMode));
      }
      }
      pass.recorded()
          .forEach(
              (buffer, values) ->
                  recorded.computeIfAbsent(buffer, unused -> new ArrayList<>()).addAll(values));
    }
    nll = nll.multiply(1.0 / draws);
    UsedVariables.require(variables, nll);
    kl = kl == null ? graph.constant(0) : kl.multiply(1.0 / draws);
    Tensor loss = nll.add(kl.multiply(klWeight).multiply(1.0 / trainingExamples));
    return new ObjectiveTerms<>(loss, nll, kl, outputs, variables.trainable(), averaged(recorded));
  }

  private static <O> NetworkVariables variables(Network<?, O> network, Likelihood<O> likelihood) {
    var parameters = new ArrayList<>(network.parameters());
    parameters.addAll(likelihood.parameters());
    return NetworkVariables.of(parameters, network.buffers());
  }

  private static Map<Variable, Tensor> averaged(Map<Variable, List<Tensor>> recorded) {
    Map<Variable, Tensor> averages = new LinkedHashMap<>();
    recorded.forEach(
        (buffer, values) -> {
          Tensor sum = values.stream().reduce(null, VariationalObjective::plus);
          averages.put(buffer, values.size() == 1 ? sum : sum.multiply(1.0 / values.size()));
        });
    return averages;
  }

  private static Tensor plus(Tensor sum, Tensor term) {
    return sum == null ? term : sum.add(term);
  }
}
