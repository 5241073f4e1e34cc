package org.bcnn.it.bayes;

/**
 * How far backends may be apart, on one LeNet-5, batch 16, unless another is named, and why. The
 * figures in brackets were measured on x86-64 (TensorFlow 2.18 with oneDNN, libtorch 2.7.1, the
 * reference in double precision); the margins leave room for other instruction sets, whose kernels
 * sum in other orders.
 */
final class AgreementTolerances {
  /**
   * Relative difference of the first loss: one forward pass in float32, a unit in the last place
   * being 1.2e-7 (8e-8).
   */
  static final double FIRST_LOSS = 1e-6;

  /**
   * Largest difference of a gradient from the reference, relative to the variable's largest: sums
   * of up to 9,216 products with cancellation, through five layers (2.3e-6).
   */
  static final double GRADIENT = 2e-5;

  /**
   * The same of every model, narrow, batch 6, through up to twenty layers (1.6e-5), and of the
   * running moments of batch normalisation, of which the means are nearly 0 (5.6e-6).
   */
  static final double MODEL_GRADIENT = 1e-4;

  /**
   * Root mean square difference of a variable from the reference after ten steps of Adam, relative
   * to how far it moved: a ρ of −5 is stored to 2.4e-7 and moves by 4e-3 (6e-5).
   */
  static final double MOVED = 3e-4;

  /**
   * Largest difference of a parameter after ten steps, in steps, each of at most the learning rate:
   * where a gradient is nearly 0 Adam divides its rounding error by its size (1e-2).
   */
  static final double STEPS = 0.2;

  /** Relative difference of the losses of ten steps from the reference (7e-7). */
  static final double TEN_LOSSES = 5e-6;

  /** Relative difference of the losses of a hundred steps of two engines (8e-7). */
  static final double HUNDRED_LOSSES = 1e-5;

  /**
   * Largest difference of one layer's outputs, gradients and buffers from the reference, relative
   * to the largest element: up to some hundred terms with cancellation in normalisations (4e-7).
   */
  static final double LAYER = 5e-6;

  private AgreementTolerances() {}
}
