package org.bcnn.tasks.training;

/** Training was asked to stop, and did so after a whole step. */
public final class TrainingInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param steps how many steps had been taken
   * @param epochs how many epochs had been completed
   */
  public TrainingInterruptedException(long steps, int epochs) {
    super("stopped after " + steps + " steps; " + epochs + " epochs are complete");
  }
}
