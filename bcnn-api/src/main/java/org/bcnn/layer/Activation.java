package org.bcnn.layer;

import org.bcnn.graph.Tensor;

/** Elementwise activation functions, any shape to the same shape. */
public enum Activation implements Layer {
  /** {@code log(1 + e^x)}. */
  SOFTPLUS,
  /** {@code max(x, 0)}. */
  RELU,
  /** {@code x} where it is positive, else {@code 0.01 x}; {@link LeakyRelu} has other slopes. */
  LEAKY_RELU,
  /** {@code x} where it is positive, else {@code e^x − 1} (Clevert et al. 2016, α = 1). */
  ELU,
  /** The hyperbolic tangent. */
  TANH,
  /** The logistic function {@code 1 / (1 + e^−x)}. */
  SIGMOID;

  private static final LeakyRelu LEAKY = new LeakyRelu(0.01);

  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    return switch (this) {
      case SOFTPLUS -> x.softplus();
      case RELU -> x.relu();
      case LEAKY_RELU -> LEAKY.apply(x, pass);
      case ELU -> elu(x);
      case TANH -> x.tanh();
      case SIGMOID -> x.sigmoid();
    };
  }

  /**
   * As a sum rather than a choice: {@code e^x} of a large x, in the branch not taken, would make
   * the gradient {@code 0 · ∞}.
   */
  private static Tensor elu(Tensor x) {
    return x.relu().add(x.minimum(x.graph().constant(0)).expm1());
  }
}
