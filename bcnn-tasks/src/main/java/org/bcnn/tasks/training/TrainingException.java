package org.bcnn.tasks.training;

/**
 * Training cannot start or go on. The message is for the user: it says what is wrong and what to
 * do.
 */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message what is wrong and what to do
   */
  public TrainingException(String message) {
    super(message);
  }
}
