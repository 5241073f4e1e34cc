package org.bcnn.models.checkpoint;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Messages for files that the operating system does not let us read or write. */
final class FileFailures {
  private FileFailures() {}

  static CheckpointException cannotRead(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new CheckpointException("there is no checkpoint " + file + "; is the path right?", e);
    }
    return new CheckpointException(
        "cannot read " + file + ": " + reason(e) + "; may the file be read by you?", e);
  }

  static CheckpointException cannotWrite(Path file, IOException e) {
    return new CheckpointException(
        String.format(
            "cannot write %s: %s; is there room on the disk, and may its folder be written to?"
                + " An earlier file of that name is unchanged",
            file, reason(e)),
        e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is not a folder";
    }
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return system.getFile() + ": " + system.getReason();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
