package org.bcnn.layer;

import org.bcnn.posterior.Posterior;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.Prior;
import org.bcnn.tensor.Shape;

/**
 * Decides what the weights of a network are, so that one description of a network serves both the
 * Bayesian one and its deterministic twin.
 */
@FunctionalInterface
public interface ParameterFactory {
  /**
   * Makes a parameter.
   *
   * @param site where it is
   * @return the parameter
   */
  Parameter create(WeightSite site);

  /**
   * Makes a parameter.
   *
   * @param path the path, such as {@code conv1/weight}
   * @param shape the shape of the weights
   * @param fanIn how many inputs each output sums over; 0 for a bias, whose means start at 0
   * @return the parameter
   */
  default Parameter create(String path, Shape shape, int fanIn) {
    return create(new WeightSite(path, shape, fanIn));
  }

  /**
   * Makes weights that are distributions.
   *
   * @param posterior the family of posteriors
   * @param prior the prior of every weight
   * @return the factory
   */
  static ParameterFactory variational(Posterior posterior, Prior prior) {
    return site -> new VariationalParameter(site, posterior, prior);
  }

  /**
   * Makes weights with plain values. With the gain of a variational posterior and the same seed
   * they start from the same values as its means.
   *
   * @param gain weights start from {@code N(0, gain² / fanIn)}
   * @return the factory
   */
  static ParameterFactory deterministic(double gain) {
    return site -> new DeterministicParameter(site.path(), site.shape(), 0, site.deviation(gain));
  }
}
