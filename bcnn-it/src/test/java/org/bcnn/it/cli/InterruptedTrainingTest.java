package org.bcnn.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.cli.Bcnn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, as the terminal sends it to a process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
final class InterruptedTrainingTest {
  private static final int SIGINT_STATUS = 130;
  private static final int PATIENCE_SECONDS = 120;

  /** A build in the background of a script is told to ignore Ctrl-C, and so are its children. */
  private static final List<String> HEEDING_INTERRUPTS =
      OS.LINUX.isCurrentOs() ? List.of("env", "--default-signal=INT") : List.of();

  @TempDir private Path temporary;

  @Test
  void endsInOrderWithACheckpointOfTheLastStep() throws IOException, InterruptedException {
    Path err = temporary.resolve("err");
    Process process =
        new ProcessBuilder(train())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    endsInOrder(process, err);
  }

  /** Where there is a terminal there is a progress bar, and its library is after the signals. */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "script has other options elsewhere")
  void endsInOrderOnATerminal() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/usr/bin/script")), "util-linux is not there");
    Path screen = temporary.resolve("screen");
    // The class path is too long for a line that the shell behind script is to quote.
    String line =
        train().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" ", "exec ", ""));
    Path shell = Files.writeString(temporary.resolve("train.sh"), line);
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qefc", "exec sh " + shell, "/dev/null")
            .redirectOutput(screen.toFile())
            .redirectErrorStream(true);
    builder.environment().put("TERM", "xterm");
    Process process = builder.start();
    endsInOrder(process, screen);
    assertTrue(read(screen).contains("img/s"), "there was a bar");
  }

  private List<String> train() {
    List<String> command = new ArrayList<>(HEEDING_INTERRUPTS);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Bcnn.class.getName(),
            "classify",
            "train",
            "--backend=tf",
            "--train-limit=400",
            "--epochs=100000",
            "--out=" + temporary.resolve("out")));
    return command;
  }

  private void endsInOrder(Process process, Path err) throws IOException, InterruptedException {
    Path out = temporary.resolve("out");
    try {
      Path checkpoint = out.resolve("checkpoint.safetensors");
      for (int i = 0; i < 10 * PATIENCE_SECONDS && !Files.exists(checkpoint); i++) {
        assertTrue(process.isAlive(), () -> read(err));
        TimeUnit.MILLISECONDS.sleep(100);
      }
      ProcessHandle java = process.descendants().findFirst().orElse(process.toHandle());
      new ProcessBuilder("kill", "-INT", Long.toString(java.pid())).start().waitFor();
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it did not end");
      assertEquals(SIGINT_STATUS, process.exitValue(), () -> read(err));
      String message = read(err);
      assertTrue(message.contains("stopped after"), message);
      assertTrue(message.contains("checkpoint.safetensors is from step"), message);
      assertTrue(message.contains("--resume " + out), message);
      Checkpoint read = Checkpoints.read(checkpoint);
      assertEquals(1, read.seed(), "the checkpoint is whole");
      List<String> steps = Files.readAllLines(out.resolve("steps.csv"));
      assertEquals(
          read.progress().get("step"),
          Integer.toString(steps.size() - 1),
          "and of the last step that was taken");
      List<String> history = Files.readAllLines(out.resolve("history.csv"));
      assertEquals(read.progress().get("epochs"), Integer.toString(history.size() - 1));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
