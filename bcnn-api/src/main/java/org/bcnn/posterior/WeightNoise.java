package org.bcnn.posterior;

import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * Standard normal noise for a draw of weights. In one draw, asking twice for one path gives the
 * same noise: a draw of the weights is the same wherever it is used.
 */
@FunctionalInterface
public interface WeightNoise {
  /**
   * Returns noise.
   *
   * @param path its address, which begins with the path of the weights
   * @param shape its shape
   * @return independent standard normal noise
   */
  Tensor normal(String path, Shape shape);
}
