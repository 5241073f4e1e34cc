package org.bcnn.tasks.gan;

import java.util.List;

/**
 * Tells several listeners, in their order.
 *
 * @param listeners the listeners
 */
public record GameListeners(List<GameListener> listeners) implements GameListener {
  /** Copies the list. */
  public GameListeners {
    listeners = List.copyOf(listeners);
  }

  @Override
  public void onStart(int epochs, int rounds) {
    listeners.forEach(listener -> listener.onStart(epochs, rounds));
  }

  @Override
  public void onRound(GameRound round) {
    listeners.forEach(listener -> listener.onRound(round));
  }

  @Override
  public void onEpoch(GameEpoch epoch) {
    listeners.forEach(listener -> listener.onEpoch(epoch));
  }
}
