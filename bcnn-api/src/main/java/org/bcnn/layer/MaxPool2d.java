package org.bcnn.layer;

import org.bcnn.graph.PoolGeometry;
import org.bcnn.graph.Tensor;

/**
 * Maximum pooling of {@code [batch, channels, height, width]}.
 *
 * @param geometry the windows
 */
public record MaxPool2d(PoolGeometry geometry) implements Layer {
  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    return pass.graph().maxPool(x, geometry);
  }
}
