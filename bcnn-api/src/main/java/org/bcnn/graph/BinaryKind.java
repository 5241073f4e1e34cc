package org.bcnn.graph;

/** Elementwise functions of two operands. Comparisons give 1 for true and 0 for false. */
public enum BinaryKind {
  /** {@code x + y}. */
  ADD,
  /** {@code x - y}. */
  SUBTRACT,
  /** {@code x * y}. */
  MULTIPLY,
  /** {@code x / y}. */
  DIVIDE,
  /** {@code x^y} for {@code x >= 0}. */
  POWER,
  /** The larger; where equal, the gradient goes to the first operand. */
  MAXIMUM,
  /** The smaller; where equal, the gradient goes to the first operand. */
  MINIMUM,
  /** {@code x > y}; gradient 0. */
  GREATER,
  /** {@code x >= y}; gradient 0. */
  GREATER_OR_EQUAL,
  /** {@code x == y}; gradient 0. */
  EQUAL
}
