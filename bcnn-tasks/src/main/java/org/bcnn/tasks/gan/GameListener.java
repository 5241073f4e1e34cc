package org.bcnn.tasks.gan;

/** Told how a game advances, on the thread that plays. */
public interface GameListener {
  /** Takes no notice. */
  GameListener NONE = new GameListener() {};

  /**
   * Called once before the first round.
   *
   * @param epochs how many epochs there will be
   * @param rounds how many rounds an epoch has
   */
  default void onStart(int epochs, int rounds) {}

  /**
   * Called after every round, with finite values.
   *
   * @param round the round
   */
  default void onRound(GameRound round) {}

  /**
   * Called after every epoch.
   *
   * @param epoch the epoch
   */
  default void onEpoch(GameEpoch epoch) {}
}
