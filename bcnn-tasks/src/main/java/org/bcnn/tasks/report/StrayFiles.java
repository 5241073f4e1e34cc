package org.bcnn.tasks.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Half-written files that processes left in a folder when they were killed: hidden ones named
 * {@code .NAME.PROCESS.tmp} or {@code .NAME.PROCESS-NUMBER.tmp}, as run folders and checkpoints
 * name what they write before it is moved into its place.
 */
final class StrayFiles {
  private static final Pattern NAME = Pattern.compile("\\..+\\.(\\d{1,18})(?:-\\d+)?\\.tmp");

  private StrayFiles() {}

  /**
   * Deletes those whose process is no longer there. Those of the process that calls count among
   * them: a container gives the same number to one process after another. So this is for before
   * anything is written to the folder.
   *
   * @throws OutputException if one cannot be deleted
   */
  static void delete(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path file : files) {
        if (isStray(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw OutputException.of(folder, e);
    }
  }

  private static boolean isStray(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    long process = Long.parseLong(name.group(1));
    return process == ProcessHandle.current().pid()
        || ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty();
  }
}
