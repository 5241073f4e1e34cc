package org.bcnn.posterior;

import java.util.Objects;
import org.bcnn.tensor.Shape;

/**
 * A place in a network that has a tensor of weights. Posteriors and priors derive from it the
 * names, shapes and initial values of their variables.
 *
 * @param path the path, such as {@code conv1/weight}, unique in a network
 * @param shape the shape of the weights
 * @param fanIn how many inputs each output sums over; 0 for a bias, whose means start at 0
 */
public record WeightSite(String path, Shape shape, int fanIn) {
  /** Checks that the path is not blank and the fan-in not negative. */
  public WeightSite {
    Objects.requireNonNull(shape, "shape");
    if (path.isBlank()) {
      throw new IllegalArgumentException("weights need a path");
    }
    if (fanIn < 0) {
      throw new IllegalArgumentException("the fan-in must not be negative, got " + fanIn);
    }
  }

  /**
   * Returns the standard deviation {@code gain / √fanIn} that keeps the variance of a layer's
   * outputs independent of its width.
   *
   * @param gain the gain: √2 is Kaiming's for rectifiers
   * @return the deviation; 0 for a bias
   */
  public double deviation(double gain) {
    return fanIn == 0 ? 0 : gain / Math.sqrt(fanIn);
  }
}
