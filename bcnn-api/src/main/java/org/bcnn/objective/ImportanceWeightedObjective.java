package org.bcnn.objective;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Network;

/**
 * The importance-weighted bound (Burda, Grosse and Salakhutdinov 2016) with the weights of a
 * network as the latent variables, in nats per example:
 *
 * <p>{@code loss = −(1/N) log (1/n) Σ_d exp(−N nll_d + log p(w_d) − log q(w_d))}
 *
 * <p>where {@code nll_d = mean_B(−log p(y | x, w_d))}. For full batches, B = N, {@code −N loss} is
 * in expectation a lower bound on the log evidence, which is the evidence lower bound for n = 1 and
 * rises to the log evidence as n grows. For minibatches it is no bound: the logarithm of a sum of
 * exponentials of N nll, known from a batch only up to noise, is biased.
 *
 * <p>A draw must be one draw of all the weights, of which the densities are known: this is for
 * {@link Estimator#WEIGHT_SAMPLING} alone, in every layer, and networks that draw nothing else. It
 * is not {@link VariationalObjective} with another name: that one averages {@code log p(y | x, w)}
 * over draws, this one {@code p(y | x, w)}. There is no κ, since with one it would be no bound.
 *
 * @param draws n, at least 1
 * @param estimator how each draw is made, {@link Estimator#WEIGHT_SAMPLING}
 * @param trainingExamples N, the number of examples that are actually trained on
 * @param noise who makes the noise
 */
public record ImportanceWeightedObjective(
    int draws, Estimator estimator, long trainingExamples, NoiseSource noise) {

  /** Checks the settings. */
  public ImportanceWeightedObjective {
    Objects.requireNonNull(noise, "noise");
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, got " + draws);
    }
    if (estimator != Estimator.WEIGHT_SAMPLING) {
      throw new IllegalArgumentException(
          "the importance-weighted objective needs draws of the weights, whose densities are known:"
              + " use WEIGHT_SAMPLING, got "
              + estimator);
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
   * @param graph the graph
   * @param network the network
   * @param input a batch of inputs, the first axis of its tensors the batch
   * @param likelihood the likelihood of the batch's targets
   * @return the bound and, for comparison, the terms of the evidence lower bound at the same draws:
   *     the negative log-likelihood averaged over them, and the KL divergence as they estimate it
   * @throws IllegalArgumentException if the network lists weights that its output does not depend
   *     on, or depends on variables that it does not list, or if a layer has another estimator of
   *     its own or draws anything but weights
   */
  public <I, O> ObjectiveTerms<O> build(
      GraphBuilder graph, Network<I, O> network, I input, Likelihood<O> likelihood) {
    var passes = new PosteriorDraws.Passes(graph, draws, estimator, KlMode.MONTE_CARLO, noise);
    PosteriorDraws<O> drawn = PosteriorDraws.of(passes, network, input, likelihood);
    Tensor nll = drawn.negativeLogLikelihood();
    Tensor kl = drawn.kl().orElseGet(() -> graph.constant(0));
    requireNoiseOfWeights(nll, kl);
    List<Tensor> logWeights = drawn.draws().stream().map(this::logWeight).toList();
    Tensor loss = logSumExp(logWeights).subtract(Math.log(draws)).multiply(-1.0 / trainingExamples);
    return new ObjectiveTerms<>(
        loss, nll, kl, drawn.outputs(), drawn.variables().trainable(), drawn.buffers());
  }

  private Tensor logWeight(PosteriorDraws.Draw<?> draw) {
    Tensor joint = draw.negativeLogLikelihood().multiply((double) trainingExamples);
    return draw.kl().stream().reduce(joint, Tensor::add).negate();
  }

  /** The largest is taken out first: the others may be thousands of nats below. */
  private static Tensor logSumExp(List<Tensor> values) {
    Tensor largest = values.stream().reduce(Tensor::maximum).orElseThrow().stopGradient();
    return values.stream()
        .map(value -> value.subtract(largest).exp())
        .reduce(Tensor::add)
        .orElseThrow()
        .log()
        .add(largest);
  }

  /** Each importance weight is right only if both densities are at the weights of the pass. */
  private static void requireNoiseOfWeights(Tensor nll, Tensor kl) {
    Set<Op.Noise> passes = noiseOf(nll);
    Set<Op.Noise> weights = noiseOf(kl);
    for (Op.Noise each : passes) {
      if (!weights.contains(each)) {
        throw new IllegalArgumentException(
            each.path()
                + " draws noise that is no draw of weights; the importance-weighted objective needs"
                + " weight sampling in every layer");
      }
    }
    for (Op.Noise each : weights) {
      if (!passes.contains(each)) {
        throw new IllegalArgumentException(
            "the network does not use the draw of "
                + each.path()
                + "; the importance-weighted objective needs weight sampling in every layer");
      }
    }
  }

  private static Set<Op.Noise> noiseOf(Tensor value) {
    return new LinkedHashSet<>(
        value.graph().function("noise").output("value", value).build().noise());
  }
}
