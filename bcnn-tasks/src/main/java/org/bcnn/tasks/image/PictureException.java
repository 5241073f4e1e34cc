package org.bcnn.tasks.image;

/** A picture cannot be read or written. The message is for the user: what is wrong, what to do. */
public final class PictureException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message what is wrong and what to do
   */
  public PictureException(String message) {
    super(message);
  }

  /**
   * Creates an exception that another one led to.
   *
   * @param message what is wrong and what to do
   * @param cause what led to it
   */
  public PictureException(String message, Throwable cause) {
    super(message, cause);
  }
}
