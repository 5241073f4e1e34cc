package org.bcnn.it.tck;

/**
 * Every tolerance of the contract, with its reason. One unit in the last place of a float32 is at
 * most 1.2e-7 of the number.
 */
final class Tolerances {
  /** Elements are moved, chosen or compared, not computed: the same bits, but for a zero's sign. */
  static final Tolerance EXACT = new Tolerance(0, 0);

  /**
   * Operations that IEEE 754 rounds correctly: sums, products, quotients, square roots. Two units,
   * since engines multiply by reciprocals and fuse multiplication with addition.
   */
  static final Tolerance ROUNDED = new Tolerance(2.4e-7, 0);

  /**
   * Exponentials, logarithms and what is made of them: engines evaluate polynomials of four to
   * about thirty units' error.
   */
  static final Tolerance TRANSCENDENTAL = new Tolerance(5e-6, 0);

  /**
   * Sums of many products, in whatever order and blocking: the error grows with the terms, not with
   * their sum, so it is measured against the largest result. Fast convolutions (Winograd) lose
   * about a decimal digit.
   */
  static final Tolerance ACCUMULATED = new Tolerance(2e-6, 5e-6);

  /**
   * Gradients are expressions of several operations with cancellation, such as y - y^2 for the
   * logistic function.
   */
  static final Tolerance GRADIENT = new Tolerance(1e-5, 1e-5);

  /** Second derivatives, and graphs of dozens of operations. */
  static final Tolerance COMPOSED = new Tolerance(1e-4, 1e-4);

  /**
   * An optimiser's state after a few steps: the first moment may cancel, and the parameter moves by
   * steps far smaller than itself.
   */
  static final Tolerance OPTIMISER = new Tolerance(2e-6, 2e-6);

  /**
   * Central differences in double precision with {@link #DIFFERENCE_STEP}: truncation 1e-10 and
   * rounding 1e-11 of the scale; constants of the graph are float32, hence 3e-8.
   */
  static final double CENTRAL_DIFFERENCE = 1e-6;

  /** Half the distance between the two points of a central difference, of operands of order 1. */
  static final double DIFFERENCE_STEP = 1e-5;

  /**
   * How many standard errors a moment of native noise may be off: the probability of a false alarm
   * is 6e-7 a moment, and seeds are fixed, so a backend that passes once always passes.
   */
  static final double STANDARD_ERRORS = 5;

  private Tolerances() {}
}
