package org.bcnn.layer;

import org.bcnn.graph.Tensor;

/** Elementwise activation functions. */
public enum Activation implements Layer {
  /** {@code log(1 + e^x)}. */
  SOFTPLUS,
  /** {@code max(x, 0)}. */
  RELU,
  /** The hyperbolic tangent. */
  TANH;

  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    return switch (this) {
      case SOFTPLUS -> x.softplus();
      case RELU -> x.relu();
      case TANH -> x.tanh();
    };
  }
}
