package org.bcnn.objective;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.posterior.GaussianWeights;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.GaussianPrior;

/**
 * The KL divergence of a network's weights. Small parameters with the same Gaussian prior, in
 * closed form, are one: the divergence is a sum over weights, and for a few weights its forty
 * operations, gradients included, cost more than their elements. Stateless.
 */
final class NetworkKl {
  /** From about this many weights on, an operation's elements cost as much as its call. */
  private static final int LARGE = 4096;

  /** The path of joined weights, of which no noise is drawn. */
  private static final String PATH = "joined";

  private NetworkKl() {}

  /**
   * Returns the divergences, whose sum is that of the network.
   *
   * @param parameters the parameters
   * @param pass addresses the noise of Monte Carlo estimates
   * @param mode closed form or Monte Carlo
   * @return scalars in nats, each summed over the weights of one parameter or of several
   */
  static List<Tensor> terms(List<VariationalParameter> parameters, ForwardPass pass, KlMode mode) {
    Map<GaussianPrior, List<GaussianWeights>> small = new LinkedHashMap<>();
    List<Tensor> terms = new ArrayList<>();
    for (VariationalParameter parameter : parameters) {
      if (mode != KlMode.MONTE_CARLO
          && parameter.shape().size() < LARGE
          && parameter.prior() instanceof GaussianPrior prior
          && parameter.distribution(pass.graph()) instanceof GaussianWeights weights) {
        small.computeIfAbsent(prior, key -> new ArrayList<>()).add(weights);
      } else {
        terms.add(parameter.kl(pass, mode));
      }
    }
    small.forEach((prior, weights) -> terms.add(kl(prior, joined(weights))));
    return terms;
  }

  /** This prior is the same at every site, but counts the weights of the one it is given. */
  private static Tensor kl(GaussianPrior prior, GaussianWeights weights) {
    WeightSite site = new WeightSite(PATH, weights.mean().shape(), 0);
    return prior.closedFormKl(weights, site).orElseThrow();
  }

  private static GaussianWeights joined(List<GaussianWeights> weights) {
    return weights.size() == 1
        ? weights.get(0)
        : new GaussianWeights(
            PATH, joined(weights, GaussianWeights::mean), joined(weights, GaussianWeights::rho));
  }

  private static Tensor joined(
      List<GaussianWeights> weights, Function<GaussianWeights, Tensor> which) {
    List<Tensor> parts =
        weights.stream().map(which).map(part -> part.reshape(part.shape().size())).toList();
    return parts.get(0).graph().concat(0, parts);
  }
}
