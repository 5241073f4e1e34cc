package org.bcnn.tasks.training;

/**
 * Training, or what goes on after it, was asked to stop, and did so where it can be gone on with.
 */
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

  /**
   * Creates an exception where something else than a run of training was stopped.
   *
   * @param message what was
   */
  public TrainingInterruptedException(String message) {
    super(message);
  }
}
