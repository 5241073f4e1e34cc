package org.bcnn.tasks.gan;

/**
 * Labels for a discriminator that classifies as well (Salimans et al. 2016).
 *
 * @param labels how many of the training images have a label, as many of each class
 * @param weight λ, the weight of their cross-entropy in the discriminator's loss
 */
public record Supervision(int labels, double weight) {
  /** Checks that there are labels, and the weight is positive. */
  public Supervision {
    if (labels < 1) {
      throw new IllegalArgumentException("there must be at least 1 label, got " + labels);
    }
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "the weight of labels must be positive and finite, got " + weight);
    }
  }
}
