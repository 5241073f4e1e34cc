package org.bcnn.objective;

import java.util.Objects;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Network;

/**
 * The Monte Carlo objective of variational inference (Graves 2011; Blundell et al. 2015; Shridhar
 * et al. 2019), minibatch form, in nats per example:
 *
 * <p>{@code loss = (1/n) Σ_d mean_B(−log p(y | x, w_d)) + (κ / N) KL(q ‖ p)}.
 *
 * <p>With κ = 1 it is the negative evidence lower bound divided by N. With a κ that stays under 1
 * the posterior is tempered ("cold", Wenzel et al. 2020): sharper than the one that Bayes' rule
 * gives, and to be named so. A network without distributions has a KL of 0, and the objective is
 * maximum likelihood.
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
    var passes = new PosteriorDraws.Passes(graph, draws, estimator, klMode, noise);
    PosteriorDraws<O> drawn = PosteriorDraws.of(passes, network, input, likelihood);
    Tensor nll = drawn.negativeLogLikelihood();
    Tensor kl = drawn.kl().orElseGet(() -> graph.constant(0));
    Tensor loss = nll.add(kl.multiply(klWeight).multiply(1.0 / trainingExamples));
    return new ObjectiveTerms<>(
        loss, nll, kl, drawn.outputs(), drawn.variables().trainable(), drawn.buffers());
  }
}
