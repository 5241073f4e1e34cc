package org.bcnn.objective;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Network;
import org.bcnn.layer.NetworkVariables;

/**
 * Passes of training through a network, one a draw, with what each says of the objective. Every
 * parameter's KL divergence is in a draw once, however often layers share it.
 *
 * @param <O> the network's output
 * @param variables those of the network, then those of the likelihood
 * @param draws the draws
 * @param buffers the new values of what layers keep, averaged over the draws
 */
record PosteriorDraws<O>(
    NetworkVariables variables, List<Draw<O>> draws, Map<Variable, Tensor> buffers) {

  /**
   * One draw.
   *
   * @param output the network's output
   * @param negativeLogLikelihood nats per example, a scalar
   * @param kl the terms of the KL divergence, or of this draw's estimate of it, in nats
   */
  record Draw<O>(O output, Tensor negativeLogLikelihood, List<Tensor> kl) {}

  /** How passes are made. */
  record Passes(
      GraphBuilder graph, int draws, Estimator estimator, KlMode klMode, NoiseSource noise) {}

  /**
   * Makes the passes.
   *
   * @throws IllegalArgumentException if the network's list of variables is wrong
   */
  static <I, O> PosteriorDraws<O> of(
      Passes passes, Network<I, O> network, I input, Likelihood<O> likelihood) {
    var parameters = new ArrayList<>(network.parameters());
    parameters.addAll(likelihood.parameters());
    NetworkVariables variables = NetworkVariables.of(parameters, network.buffers());
    List<Draw<O>> draws = new ArrayList<>();
    Map<Variable, List<Tensor>> recorded = new LinkedHashMap<>();
    for (int draw = 0; draw < passes.draws; draw++) {
      ForwardPass pass = ForwardPass.training(passes.graph, passes.estimator, draw, passes.noise);
      O output = network.apply(input, pass);
      Tensor nll = likelihood.negativeLogLikelihood(output);
      List<Tensor> kl = NetworkKl.terms(variables.variational(), pass, passes.klMode);
      draws.add(new Draw<>(output, nll, kl));
      pass.recorded()
          .forEach(
              (buffer, values) ->
                  recorded.computeIfAbsent(buffer, unused -> new ArrayList<>()).addAll(values));
    }
    var made = new PosteriorDraws<>(variables, draws, averaged(recorded));
    UsedVariables.require(variables, likelihood.frozen(), made.negativeLogLikelihood());
    return made;
  }

  List<O> outputs() {
    return draws.stream().map(Draw::output).toList();
  }

  /** Returns the average over the draws. */
  Tensor negativeLogLikelihood() {
    return average(draws.stream().map(Draw::negativeLogLikelihood).toList());
  }

  /** Returns the KL divergence of the whole network, averaged over the draws; empty without any. */
  Optional<Tensor> kl() {
    return draws.stream()
        .flatMap(draw -> draw.kl().stream())
        .reduce(Tensor::add)
        .map(sum -> sum.multiply(1.0 / draws.size()));
  }

  private static Map<Variable, Tensor> averaged(Map<Variable, List<Tensor>> recorded) {
    Map<Variable, Tensor> averages = new LinkedHashMap<>();
    recorded.forEach(
        (buffer, values) ->
            averages.put(buffer, values.size() == 1 ? values.get(0) : average(values)));
    return averages;
  }

  private static Tensor average(List<Tensor> values) {
    return values.stream().reduce(Tensor::add).orElseThrow().multiply(1.0 / values.size());
  }
}
