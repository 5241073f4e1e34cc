package org.bcnn.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.Parameter;
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
   * @param network the network
   * @param x a batch of inputs, its first axis the batch
   * @param likelihood the likelihood of the batch's targets
   * @param klWeight κ, a scalar, so that it may change from step to step
   * @return the objective and its parts
   */
  public ObjectiveTerms build(Layer network, Tensor x, Likelihood likelihood, Tensor klWeight) {
    GraphBuilder graph = x.graph();
    List<VariationalParameter> variational = variational(network);
    List<Tensor> outputs = new ArrayList<>();
    Tensor nll = null;
    Tensor kl = null;
    for (int draw = 0; draw < draws; draw++) {
      ForwardPass pass = new ForwardPass(graph, estimator, draw, noise);
      Tensor output = network.apply(x, pass);
      outputs.add(output);
      nll = plus(nll, likelihood.negativeLogLikelihood(output));
      if (!variational.isEmpty()) {
        kl = plus(kl, NetworkKl.of(variational, pass, klMode));
      }
    }
    nll = nll.multiply(1.0 / draws);
    kl = kl == null ? graph.constant(0) : kl.multiply(1.0 / draws);
    Tensor loss = nll.add(kl.multiply(klWeight).multiply(1.0 / trainingExamples));
    return new ObjectiveTerms(loss, nll, kl, outputs);
  }

  private static List<VariationalParameter> variational(Layer network) {
    List<VariationalParameter> found = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
      if (parameter instanceof VariationalParameter variational) {
        found.add(variational);
      }
    }
    return found;
  }

  private static Tensor plus(Tensor sum, Tensor term) {
    return sum == null ? term : sum.add(term);
  }
}
