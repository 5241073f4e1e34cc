package org.bcnn.tasks.training;

/** Told how training advances, on the thread that trains. */
public interface TrainingListener {
  /** Takes no notice. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Called once before the first step.
   *
   * @param epochs how many epochs there will be
   * @param examples the training examples of an epoch
   */
  default void onStart(int epochs, int examples) {}

  /**
   * Called after every step, with finite values.
   *
   * @param step the step
   */
  default void onStep(StepRecord step) {}

  /**
   * Called after every epoch.
   *
   * @param epoch the epoch
   */
  default void onEpoch(EpochRecord epoch) {}
}
