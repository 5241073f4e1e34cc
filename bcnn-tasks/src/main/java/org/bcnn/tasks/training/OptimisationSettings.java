package org.bcnn.tasks.training;

import java.util.Objects;
import org.bcnn.optimizer.Optimizer;
import org.bcnn.schedule.LearningRateSchedule;
import org.bcnn.schedule.TrainingProgress;

/**
 * How it is minimised.
 *
 * @param epochs passes over the training examples, at least 1
 * @param batchSize examples a minibatch, at least 1; an epoch's last one may be smaller
 * @param optimizer the rule of the updates
 * @param learningRate its learning rate where the schedule's factor is 1, positive
 * @param schedule how the learning rate changes
 */
public record OptimisationSettings(
    int epochs,
    int batchSize,
    Optimizer optimizer,
    double learningRate,
    LearningRateSchedule schedule) {
  /** Checks the settings. */
  public OptimisationSettings {
    Objects.requireNonNull(optimizer, "optimizer");
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

  /**
   * Returns the learning rate of a step.
   *
   * @param progress how far the run is
   * @return the rate times the schedule's factor
   */
  public double learningRateAt(TrainingProgress progress) {
    return learningRate * schedule.factor(progress);
  }
}
