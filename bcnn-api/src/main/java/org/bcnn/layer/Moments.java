package org.bcnn.layer;

import org.bcnn.graph.Tensor;

/**
 * What a normalisation subtracts and divides by.
 *
 * @param mean the means, of a shape that broadcasts against what is normalised
 * @param variance the variances, of the same shape
 */
record Moments(Tensor mean, Tensor variance) {
  /** Added to variances where a layer has no setting for it. */
  static final double EPSILON = 1e-5;

  /**
   * The mean and the biased variance (divided by the count) over axes, which stay with extent 1.
   */
  static Moments of(Tensor x, int... axes) {
    Tensor mean = x.mean(true, axes);
    return new Moments(mean, x.subtract(mean).square().mean(true, axes));
  }

  static void checkEpsilon(double epsilon) {
    if (!(epsilon > 0) || !Double.isFinite(epsilon)) {
      throw new IllegalArgumentException("epsilon must be positive and finite, got " + epsilon);
    }
  }

  Tensor normalise(Tensor x, double epsilon) {
    return x.subtract(mean).multiply(variance.add(epsilon).rsqrt());
  }
}
