package org.bcnn.tasks.training;

import java.util.List;

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
   * Called after every epoch, before {@link #onEpoch}.
   *
   * @param layers a record for each tensor of weights, in the order of the network
   */
  default void onLayers(List<LayerRecord> layers) {}

  /**
   * Called when a loss, or a weight at the end of an epoch, is not finite, before the steps of the
   * epoch are taken again in order to find where; these are not reported.
   *
   * @param step the step whose loss is not finite, or which left such a weight, from 1
   * @param replayed how many steps before it are taken again
   */
  default void onDivergence(long step, long replayed) {}

  /**
   * Called after every epoch.
   *
   * @param epoch the epoch
   */
  default void onEpoch(EpochRecord epoch) {}
}
