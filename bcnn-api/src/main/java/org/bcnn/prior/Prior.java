package org.bcnn.prior;

import java.util.List;
import java.util.Optional;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.posterior.WeightDistribution;
import org.bcnn.posterior.WeightSite;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.HostTensor;

/**
 * A prior over the weights of a layer. Implementations are immutable; a density is all a prior
 * needs, and without a closed form the KL divergence is estimated by Monte Carlo.
 */
@FunctionalInterface
public interface Prior {
  /**
   * Returns the log density of weights.
   *
   * @param weights the weights, of the site's shape
   * @param site where they are, for priors that differ from place to place
   * @return {@code log p(w)} in nats, summed over all weights: a scalar
   */
  Tensor logDensity(Tensor weights, WeightSite site);

  /**
   * Returns the KL divergence from a posterior to this prior where it has a closed form.
   *
   * @param posterior the posterior q
   * @param site where its weights are
   * @return {@code KL(q ‖ p)} in nats, summed over all weights: a scalar; empty without a closed
   *     form
   */
  default Optional<Tensor> closedFormKl(WeightDistribution posterior, WeightSite site) {
    return Optional.empty();
  }

  /**
   * Returns the log density at 0 of some of the weights. Weights that are removed are 0, and this
   * is what they would add to {@link #logDensity}; it is taken out of the divergence, which counts
   * the weights that are left alone. Unless overridden, the density is taken to be the same for all
   * weights of the site.
   *
   * @param which 1 for the weights that are meant, 0 for others; of the site's shape
   * @param site where they are
   * @return {@code Σ log p(0)} in nats over these weights: a scalar
   */
  default Tensor logDensityAtZero(Tensor which, WeightSite site) {
    Tensor ofAll = logDensity(which.multiply(0), site);
    return ofAll.multiply(which.mean());
  }

  /**
   * Returns the variables of a prior that is learned with the posterior.
   *
   * @param site the weights
   * @return the variables, always in the same order, with names that begin with the site's path;
   *     usually none
   */
  default List<Variable> variables(WeightSite site) {
    return List.of();
  }

  /**
   * Returns the variables that hold what the prior knows of the site and are not trained.
   *
   * @param site the weights
   * @return the variables, always in the same order, with names that begin with the site's path;
   *     usually none
   */
  default List<Variable> buffers(WeightSite site) {
    return List.of();
  }

  /**
   * Returns what a variable starts from.
   *
   * @param variable one of {@link #variables} or {@link #buffers}
   * @param site the weights
   * @return its initial value
   */
  default HostTensor initialValue(Variable variable, WeightSite site) {
    return HostTensor.zeros(variable.shape());
  }

  /**
   * Returns the name and settings that a {@link PriorProvider} makes this prior from.
   *
   * @return the specification, which a checkpoint stores
   * @throws UnsupportedOperationException if there is none: then it cannot be stored
   */
  default Spec spec() {
    throw new UnsupportedOperationException(
        getClass().getName() + " has no name to be stored under: override spec()");
  }
}
