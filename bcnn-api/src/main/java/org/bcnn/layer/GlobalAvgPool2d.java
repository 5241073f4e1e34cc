package org.bcnn.layer;

import org.bcnn.graph.Tensor;

/**
 * The average of each channel over all pixels (Lin, Chen and Yan 2014): {@code [batch, channels,
 * height, width]} to {@code [batch, channels]}.
 */
public record GlobalAvgPool2d() implements Layer {
  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    if (x.shape().rank() != 4) {
      throw new IllegalArgumentException(
          "global average pooling needs [batch, channels, height, width], got " + x.shape());
    }
    return x.mean(false, 2, 3);
  }
}
