package org.bcnn.graph;

/** The distributions a noise node draws from, independently for every element. */
public enum Distribution {
  /** Normal with mean 0 and variance 1. */
  STANDARD_NORMAL,
  /** Uniform on [0, 1). */
  UNIFORM,
  /** Minus one or one with equal probability (Rademacher). */
  RANDOM_SIGN
}
