package org.bcnn.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bcnn.tasks.cli.Bcnn;

/** A process of the command line, which is killed on closing. */
final class CommandProcess implements AutoCloseable {
  /** What a shell says of a process that SIGKILL ended: 128 + 9. */
  private static final int KILLED = 137;

  private static final int PATIENCE_SECONDS = 120;
  private static final int POLL_MILLISECONDS = 5;

  private final Process process;
  private final Path err;

  private CommandProcess(Process process, Path err) {
    this.process = process;
    this.err = err;
  }

  /** Starts a command whose messages go into a file. */
  static CommandProcess start(Path err, List<String> args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Bcnn.class.getName()));
    command.addAll(args);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    return new CommandProcess(process, err);
  }

  /** Returns what it has said so far. */
  String messages() throws IOException {
    return Files.readString(err);
  }

  /** Waits until it has said something; returns false if it ended without. */
  boolean says(String part) throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE_SECONDS * 1000 / POLL_MILLISECONDS; i++) {
      boolean ended = !process.isAlive();
      if (messages().contains(part)) {
        return true;
      }
      if (ended) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
    }
    throw new AssertionError("it said only: " + messages());
  }

  /** Waits for the end, which has to be a good one. */
  void succeeded() throws IOException, InterruptedException {
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), messages());
    assertEquals(0, process.exitValue(), messages());
  }

  /** Kills it after a while, and returns whether that was what ended it. */
  boolean killedAfter(long milliseconds) throws IOException, InterruptedException {
    if (!process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), messages());
    if (process.exitValue() == KILLED) {
      return true;
    }
    assertEquals(0, process.exitValue(), messages());
    return false;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
