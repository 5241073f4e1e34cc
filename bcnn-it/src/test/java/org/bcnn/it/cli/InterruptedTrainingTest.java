package org.bcnn.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.cli.Bcnn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
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
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
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
            "--out=" + out));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    try {
      Path checkpoint = out.resolve("checkpoint.safetensors");
      for (int i = 0; i < 10 * PATIENCE_SECONDS && !Files.exists(checkpoint); i++) {
        assertTrue(process.isAlive(), () -> read(err));
        TimeUnit.MILLISECONDS.sleep(100);
      }
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
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
