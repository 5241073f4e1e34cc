package org.bcnn.layer;

import org.bcnn.graph.PoolGeometry;
import org.bcnn.graph.Tensor;

/**
 * Average pooling of {@code [batch, channels, height, width]}; {@link PoolGeometry} gives the
 * output extents. Padding counts as zeros in the average.
 *
 * @param geometry the windows
 */
public record AvgPool2d(PoolGeometry geometry) implements Layer {
  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    return pass.graph().avgPool(x, geometry);
  }
}
