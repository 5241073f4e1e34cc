package org.bcnn.graph;

/** Elementwise functions of one operand. */
public enum UnaryKind {
  /** {@code -x}. */
  NEGATE,
  /** {@code |x|}; gradient 0 at 0. */
  ABS,
  /** -1, 0 or 1; gradient 0. */
  SIGN,
  /** {@code e^x}. */
  EXP,
  /** {@code e^x - 1}, accurate near 0. */
  EXPM1,
  /** Natural logarithm. */
  LOG,
  /** {@code log(1 + x)}, accurate near 0. */
  LOG1P,
  /** Square root. */
  SQRT,
  /** {@code 1 / sqrt(x)}. */
  RSQRT,
  /** {@code x * x}. */
  SQUARE,
  /** {@code 1 / x}. */
  RECIPROCAL,
  /** {@code log(1 + e^x)}, without overflow or loss of small values. */
  SOFTPLUS,
  /** {@code 1 / (1 + e^-x)}. */
  SIGMOID,
  /** Hyperbolic tangent. */
  TANH,
  /** {@code max(x, 0)}; gradient 0 at 0. */
  RELU
}
