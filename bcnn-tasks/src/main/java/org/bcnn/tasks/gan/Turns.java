package org.bcnn.tasks.gan;

/**
 * The order of play: so many steps of the discriminator and then one of the generator make a round.
 * Steps are numbered through, so that each has noise of its own, latent vectors included, which
 * depends on nothing but the round: a game goes on where it was left.
 *
 * @param discriminatorSteps the steps of the discriminator for one of the generator, at least 1
 */
public record Turns(int discriminatorSteps) {
  /** Checks that there is a step. */
  public Turns {
    if (discriminatorSteps < 1) {
      throw new IllegalArgumentException(
          "the discriminator needs at least 1 step a round, got " + discriminatorSteps);
    }
  }

  /**
   * Returns the number of a step of the discriminator.
   *
   * @param round the round, from 0
   * @param turn which of its steps in the round, from 0
   * @return the number of the step in the game, from 0
   * @throws IndexOutOfBoundsException if there is no such step in a round
   */
  public long discriminator(long round, int turn) {
    if (turn < 0 || turn >= discriminatorSteps) {
      throw new IndexOutOfBoundsException(
          "there are " + discriminatorSteps + " steps of the discriminator, none is " + turn);
    }
    return first(round) + turn;
  }

  /**
   * Returns the number of the generator's step.
   *
   * @param round the round, from 0
   * @return the number of the step in the game
   */
  public long generator(long round) {
    return first(round) + discriminatorSteps;
  }

  private long first(long round) {
    return Math.multiplyExact(round, discriminatorSteps + 1L);
  }
}
