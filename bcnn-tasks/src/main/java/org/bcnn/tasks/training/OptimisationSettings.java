package org.bcnn.tasks.training;

import java.util.Objects;

/**
 * How it is minimised.
 *
 * @param epochs passes over the training examples, at least 1
 * @param batchSize examples a minibatch, at least 1; an epoch's last one may be smaller
 * @param learningRate the learning rate of Adam at the first step, positive
 * @param schedule how the learning rate changes from there
 */
public record OptimisationSettings(
    int epochs, int batchSize, double learningRate, LearningRateSchedule schedule) {
  /** Checks the settings. */
  public OptimisationSettings {
    Objects.requireNonNull(schedule, "schedule");
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("the batch size must be at least 1, got " + batchSize);
    }
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "the learning rate must be positive and finite, got " + learningRate);
    }
  }
}
