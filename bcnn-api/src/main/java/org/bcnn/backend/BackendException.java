package org.bcnn.backend;

/**
 * Thrown when no backend can be chosen or opened, or when an engine fails; the message says why.
 */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message what is wrong and what to do
   */
  public BackendException(String message) {
    super(message);
  }

  /**
   * Makes an exception with a cause.
   *
   * @param message what is wrong and what to do
   * @param cause what the engine threw
   */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
