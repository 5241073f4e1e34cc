package org.bcnn.objective;

import org.bcnn.graph.Tensor;

/** What likelihoods of a batch of targets share. */
final class Targets {
  static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private Targets() {}

  static void requireBatch(Tensor targets) {
    if (targets.shape().rank() == 0) {
      throw new IllegalArgumentException("targets need a first axis for the batch, got a scalar");
    }
  }

  static int batch(Tensor targets) {
    return targets.shape().dim(0);
  }

  /** Returns how many outputs an example has. */
  static int each(Tensor targets) {
    return targets.shape().size() / batch(targets);
  }

  /** Broadcasting {@code [batch, 1]} against {@code [batch]} would compare all with all. */
  static void requireSameShape(String what, Tensor output, Tensor targets) {
    if (!output.shape().equals(targets.shape())) {
      throw new IllegalArgumentException(
          String.format(
              "the %s must have the shape of the targets, got %s for targets %s",
              what, output.shape(), targets.shape()));
    }
  }
}
