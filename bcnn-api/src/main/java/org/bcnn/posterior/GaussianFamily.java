package org.bcnn.posterior;

import org.bcnn.graph.Variable;

/**
 * A family of Gaussians with a mean μ and a deviation {@code σ = softplus(ρ)} for each weight, so
 * that it can be started around given weights.
 */
public interface GaussianFamily extends Posterior {
  /**
   * Returns the variable of the means.
   *
   * @param site the weights
   * @return μ, of the weights' shape; one of {@link #variables}
   */
  default Variable mean(WeightSite site) {
    return new Variable(site.path() + "/mu", site.shape());
  }

  /**
   * Returns the variable that deviations come from.
   *
   * @param site the weights
   * @return ρ (not σ), of the weights' shape; one of {@link #variables}
   */
  default Variable rho(WeightSite site) {
    return new Variable(site.path() + "/rho", site.shape());
  }
}
