package org.bcnn.schedule;

import java.util.List;

/**
 * How far a training run is. Schedules are functions of it and nothing else, so that a run that
 * resumes goes on as it would have.
 *
 * @param step how many steps were taken before this one
 * @param stepsPerEpoch how many steps an epoch has, at least 1
 * @param epochs how many epochs the whole run has, at least 1
 * @param validation the negative log-likelihood of the predictive distribution on the validation
 *     part after each complete epoch, nats per example; NaN where there is no such part
 */
public record TrainingProgress(long step, int stepsPerEpoch, int epochs, List<Double> validation) {
  /** Checks the counts and copies the list. */
  public TrainingProgress {
    validation = List.copyOf(validation);
    if (step < 0 || stepsPerEpoch < 1 || epochs < 1) {
      throw new IllegalArgumentException(
          "progress needs step >= 0 and at least 1 step and 1 epoch, got "
              + step
              + ", "
              + stepsPerEpoch
              + ", "
              + epochs);
    }
  }

  /**
   * Returns the number of the step in its epoch.
   *
   * @return from 0
   */
  public int stepOfEpoch() {
    return (int) (step % stepsPerEpoch);
  }

  /**
   * Returns how many epochs have passed.
   *
   * @return epochs, with the part of the present one
   */
  public double epochsDone() {
    return (double) step / stepsPerEpoch;
  }

  /**
   * Returns the part of the run that is done.
   *
   * @return 0 at the first step, less than 1 at the last
   */
  public double fractionDone() {
    return (double) step / ((long) stepsPerEpoch * epochs);
  }
}
