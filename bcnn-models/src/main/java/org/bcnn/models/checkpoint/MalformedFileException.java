package org.bcnn.models.checkpoint;

/** A file is not what it should be; the message says why, to follow the file's name. */
final class MalformedFileException extends Exception {

  private static final long serialVersionUID = 1;

  MalformedFileException(String message) {
    super(message);
  }

  MalformedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
