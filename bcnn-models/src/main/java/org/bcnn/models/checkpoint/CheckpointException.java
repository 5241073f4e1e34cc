package org.bcnn.models.checkpoint;

/**
 * A checkpoint cannot be read or written, or is not what was expected. The message is for the user:
 * it says what is wrong and what to do.
 */
public final class CheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message what is wrong and what to do
   */
  public CheckpointException(String message) {
    super(message);
  }

  /**
   * Creates an exception that another one led to.
   *
   * @param message what is wrong and what to do
   * @param cause what led to it
   */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
