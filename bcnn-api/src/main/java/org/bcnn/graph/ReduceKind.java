package org.bcnn.graph;

/** Reductions. */
public enum ReduceKind {
  /** The sum. */
  SUM,
  /** The arithmetic mean. */
  MEAN,
  /** The maximum; elements that tie share the gradient equally. */
  MAX
}
