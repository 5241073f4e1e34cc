package org.bcnn.tasks.training;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
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
 * @param patience early stopping: training ends after so many epochs in a row whose validation
 *     negative log-likelihood is no better than that of the best one before, at least 1; empty to
 *     train for all epochs
 */
public record OptimisationSettings(
    int epochs,
    int batchSize,
    Optimizer optimizer,
    double learningRate,
    LearningRateSchedule schedule,
    OptionalInt patience) {
  /** Checks the settings. */
  public OptimisationSettings {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(schedule, "schedule");
    if (patience.isPresent() && patience.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "the patience must be at least 1 epoch, got " + patience.getAsInt());
    }
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
   * Settings without early stopping.
   *
   * @param epochs passes over the training examples, at least 1
   * @param batchSize examples a minibatch, at least 1
   * @param optimizer the rule of the updates
   * @param learningRate its learning rate where the schedule's factor is 1, positive
   * @param schedule how the learning rate changes
   */
  public OptimisationSettings(
      int epochs,
      int batchSize,
      Optimizer optimizer,
      double learningRate,
      LearningRateSchedule schedule) {
    this(epochs, batchSize, optimizer, learningRate, schedule, OptionalInt.empty());
  }

  /**
   * Tells whether training is over: after the last epoch, or when the patience is at an end.
   *
   * @param validationNlls the validation score after each complete epoch, nats per example
   * @return whether there is no epoch to come
   */
  public boolean isOverAfter(List<Double> validationNlls) {
    int done = validationNlls.size();
    return done >= epochs
        || (patience.isPresent()
            && done - BestEpoch.of(validationNlls).epoch() >= patience.getAsInt());
  }

  /**
   * Checks that there is what early stopping and the schedule are decided by.
   *
   * @param validationExamples the number of examples in the validation part
   * @throws IllegalArgumentException if there is no validation part and a patience, or a schedule
   *     that looks at its scores
   */
  public void requireValidation(int validationExamples) {
    if (validationExamples > 0) {
      return;
    }
    if (patience.isPresent()) {
      throw new IllegalArgumentException(
          "early stopping is decided by a validation part and there is none: hold some of the "
              + "training examples back (--validation-fraction, or --validation-pictures) or give "
              + "no patience (--patience)");
    }
    if (epochs > 1) {
      try {
        schedule.factor(new TrainingProgress(1, 1, epochs, List.of(Double.NaN)));
      } catch (IllegalStateException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
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
