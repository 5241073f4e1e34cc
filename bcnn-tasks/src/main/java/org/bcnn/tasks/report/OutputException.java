package org.bcnn.tasks.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A result cannot be written. The message is for the user: it says which, why and what to do. */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private OutputException(String message, Throwable cause) {
    super(message, cause);
  }

  static OutputException of(Path file, IOException cause) {
    String remedy =
        isAboutSpace(cause)
            ? "free some space, or name another folder"
            : "name a folder that may be written to";
    return new OutputException("cannot write " + file + ": " + why(cause) + "; " + remedy, cause);
  }

  /**
   * Says that plots cannot be drawn, for lack of fonts.
   *
   * @param file what was to be written
   * @param cause what Java says of it
   * @return the exception
   */
  public static OutputException withoutFonts(Path file, Throwable cause) {
    return new OutputException(
        "cannot draw the plots of "
            + file
            + ", as this Java finds no fonts ("
            + cause
            + "); install fontconfig and a font, such as the packages fontconfig and "
            + "fonts-dejavu-core, and evaluate the checkpoint again; all other results are there",
        cause);
  }

  /**
   * Says that a table of the run cannot be read again.
   *
   * @param file the table
   * @param cause why
   * @return the exception
   */
  public static OutputException unreadable(Path file, IOException cause) {
    return new OutputException(
        "cannot read " + file + ": " + why(cause) + "; allow it to be read, and resume the run",
        cause);
  }

  private static boolean isAboutSpace(IOException cause) {
    String message = String.valueOf(cause.getMessage());
    return message.contains("space") || message.contains("quota") || message.contains("too large");
  }

  private static String why(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "its folder is not there";
    }
    if (cause instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return cause.getMessage();
  }
}
