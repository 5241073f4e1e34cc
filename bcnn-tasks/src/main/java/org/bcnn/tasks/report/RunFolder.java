package org.bcnn.tasks.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The folder that a run writes its results to. Safe for use by any number of threads. */
public final class RunFolder {
  /** Where runs go whose folder is not named. */
  private static final Path RUNS = Path.of("runs");

  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /**
   * Opens a folder, making it if need be. What an earlier run left there is replaced file by file,
   * each only when its successor is complete.
   *
   * @param path the folder
   * @return the folder
   * @throws OutputException if it cannot be made or written to
   */
  public static RunFolder open(Path path) {
    try {
      Files.createDirectories(path);
      Path trial = Files.createTempFile(path, ".writable." + process() + "-", ".tmp");
      Files.delete(trial);
      return new RunFolder(path);
    } catch (IOException e) {
      throw OutputException.of(path, e);
    }
  }

  /**
   * Makes a new folder {@code runs/NAME-1}, {@code runs/NAME-2}, … in the working folder.
   *
   * @param name what the run is
   * @return the first of these that did not exist
   * @throws OutputException if it cannot be made or written to
   */
  public static RunFolder create(String name) {
    return create(RUNS, name);
  }

  static RunFolder create(Path runs, String name) {
    open(runs);
    int number = 1;
    while (Files.exists(runs.resolve(name + "-" + number))) {
      number++;
    }
    Path path = runs.resolve(name + "-" + number);
    try {
      // Fails, rather than share it, if another run takes the name at this moment.
      Files.createDirectory(path);
      return new RunFolder(path);
    } catch (IOException e) {
      throw OutputException.of(path, e);
    }
  }

  /**
   * Returns a file in the folder.
   *
   * @param name its name
   * @return its path
   */
  public Path file(String name) {
    return path.resolve(name);
  }

  /**
   * Writes a text file: it is there whole, or not at all.
   *
   * @param name its name
   * @param text its content
   * @throws OutputException if it cannot be written; an earlier file of that name is then untouched
   */
  public void write(String name, String text) {
    Path file = file(name);
    try {
      // Not createTempFile, whose files nobody else may read.
      Path part = file(String.format(".%s.%d.tmp", name, process()));
      try {
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw OutputException.of(file, e);
    }
  }

  /**
   * Deletes a file, if it is there.
   *
   * @param name its name
   * @throws OutputException if it cannot be deleted
   */
  public void delete(String name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException e) {
      throw OutputException.of(file(name), e);
    }
  }

  /** Deletes all files whose names have a pattern, such as {@code events.*}. */
  void deleteAll(String glob) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, glob)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw OutputException.of(path, e);
    }
  }

  /**
   * Deletes half-written files that processes left here when they were killed: hidden ones named
   * {@code .NAME.PROCESS.tmp} or {@code .NAME.PROCESS-NUMBER.tmp} whose process is no longer there.
   * Those of this process count among them, as its number may have been that of an earlier one; so
   * call this before anything is written.
   *
   * @throws OutputException if one cannot be deleted
   */
  public void deleteStrayFiles() {
    StrayFiles.delete(path);
  }

  private static long process() {
    return ProcessHandle.current().pid();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
