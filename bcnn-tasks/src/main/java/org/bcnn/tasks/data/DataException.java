package org.bcnn.tasks.data;

/**
 * Data cannot be had as asked: a file is missing, unreadable or not what it should be, a download
 * failed, or a name is unknown. The message is for the user: it says what is wrong and what to do.
 */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message what is wrong and what to do
   */
  public DataException(String message) {
    super(message);
  }

  /**
   * Creates an exception that another one led to.
   *
   * @param message what is wrong and what to do
   * @param cause what led to it
   */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
