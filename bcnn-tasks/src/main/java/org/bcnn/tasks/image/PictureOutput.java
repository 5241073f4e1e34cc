package org.bcnn.tasks.image;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes files so that they are there whole or not at all: beside the target, under a hidden name
 * with the number of the process, and then moved over it. Stateless.
 */
final class PictureOutput {
  private PictureOutput() {}

  /**
   * Writes a file, over an earlier one of that name.
   *
   * @throws PictureException if it cannot be written; the earlier one is then untouched
   */
  static void write(Path file, byte[] content) {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new PictureException("cannot write " + file + ": it is a folder; name a file");
    }
    Path part =
        folder.resolve(
            String.format(".%s.%d.tmp", absolute.getFileName(), ProcessHandle.current().pid()));
    try {
      Files.createDirectories(folder);
      try {
        Files.write(part, content);
        Files.move(
            part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new PictureException(
          String.format(
              "cannot write %s: %s; name a file in a folder that may be written to and has space",
              file, why(e)),
          e);
    }
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
    return String.valueOf(cause.getMessage());
  }
}
