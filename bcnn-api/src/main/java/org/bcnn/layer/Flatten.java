package org.bcnn.layer;

import org.bcnn.graph.Tensor;

/** Flattens all axes but the first: {@code [batch, ...]} to {@code [batch, features]}. */
public record Flatten() implements Layer {
  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    int batch = x.shape().dim(0);
    return x.reshape(batch, x.shape().size() / batch);
  }
}
