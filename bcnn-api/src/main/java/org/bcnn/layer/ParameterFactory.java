package org.bcnn.layer;

import org.bcnn.posterior.MeanFieldGaussian;
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
   * @param path the path, such as {@code conv1/weight}
   * @param shape the shape of the weights
   * @param fanIn how many inputs each output sums over; 0 for a bias, whose means start at 0
   * @return the parameter
   */
  Parameter create(String path, Shape shape, int fanIn);

  /**
   * Makes weights that are distributions.
   *
   * @param posterior how the posterior starts
   * @param prior the prior of every weight
   * @return the factory
   */
  static ParameterFactory variational(MeanFieldGaussian posterior, Prior prior) {
    return (path, shape, fanIn) ->
        new VariationalParameter(
            path, shape, deviation(posterior.meanGain(), fanIn), posterior, prior);
  }

  /**
   * Makes weights with plain values. With the gain of a variational posterior and the same seed
   * they start from the same values as its means.
   *
   * @param gain weights start from {@code N(0, gain² / fanIn)}
   * @return the factory
   */
  static ParameterFactory deterministic(double gain) {
    return (path, shape, fanIn) -> new DeterministicParameter(path, shape, deviation(gain, fanIn));
  }

  private static double deviation(double gain, int fanIn) {
    return fanIn == 0 ? 0 : gain / Math.sqrt(fanIn);
  }
}
