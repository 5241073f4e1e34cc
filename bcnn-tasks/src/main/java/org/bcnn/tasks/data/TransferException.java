package org.bcnn.tasks.data;

/** A server did not deliver; the message says why, to follow the server's address. */
final class TransferException extends Exception {

  private static final long serialVersionUID = 1;

  TransferException(String message) {
    super(message);
  }

  TransferException(String message, Throwable cause) {
    super(message, cause);
  }
}
