package org.bcnn.prior;

import java.util.Optional;
import org.bcnn.graph.Tensor;
import org.bcnn.posterior.GaussianWeights;

/**
 * A prior over the weights of a layer. Implementations are immutable; a density is all a prior
 * needs, and without a closed form the KL divergence is estimated by Monte Carlo.
 */
public interface Prior {
  /**
   * Returns the log density of weights.
   *
   * @param weights the weights, of any shape
   * @return {@code log p(w)} in nats, summed over all weights: a scalar
   */
  Tensor logDensity(Tensor weights);

  /**
   * Returns the KL divergence from the posterior to this prior where it has a closed form.
   *
   * @param posterior the posterior q
   * @return {@code KL(q ‖ p)} in nats, summed over all weights: a scalar; empty without a closed
   *     form
   */
  default Optional<Tensor> closedFormKl(GaussianWeights posterior) {
    return Optional.empty();
  }
}
