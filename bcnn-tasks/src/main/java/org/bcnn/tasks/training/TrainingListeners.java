package org.bcnn.tasks.training;

import java.util.List;

/**
 * Several listeners as one, told in order.
 *
 * @param listeners the listeners
 */
public record TrainingListeners(List<TrainingListener> listeners) implements TrainingListener {
  /** Copies the list. */
  public TrainingListeners {
    listeners = List.copyOf(listeners);
  }

  @Override
  public void onStart(int epochs, int examples) {
    listeners.forEach(listener -> listener.onStart(epochs, examples));
  }

  @Override
  public void onStep(StepRecord step) {
    listeners.forEach(listener -> listener.onStep(step));
  }

  @Override
  public void onLayers(List<LayerRecord> layers) {
    listeners.forEach(listener -> listener.onLayers(layers));
  }

  @Override
  public void onDivergence(long step, long replayed) {
    listeners.forEach(listener -> listener.onDivergence(step, replayed));
  }

  @Override
  public void onEpoch(EpochRecord epoch) {
    listeners.forEach(listener -> listener.onEpoch(epoch));
  }
}
