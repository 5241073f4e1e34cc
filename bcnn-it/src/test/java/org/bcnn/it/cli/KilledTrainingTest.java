package org.bcnn.it.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bcnn.models.checkpoint.Checkpoints;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Training that SIGKILL ends again and again, as a machine that runs out of memory does, and that
 * is taken up each time. {@code -Dbcnn.kills=20} kills more often than the two times of the suite,
 * and trains for longer, so that most kills come in the midst of training and not while the engine
 * starts. How many did is reported.
 *
 * <p>When a process is killed is random, with a fixed seed, but its own speed is not, so that each
 * run of the test may hit another moment. None may fail it: the false alarm rate is zero.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGKILL")
final class KilledTrainingTest {
  private static final int KILLS = Integer.getInteger("bcnn.kills", 2);
  private static final int SEED = 20;
  private static final boolean LONG = KILLS > 2;
  private static final int EPOCHS = LONG ? 40 : 12;
  private static final int IMAGES = LONG ? 2000 : 300;

  /** The last thing a process says before it trains. */
  private static final String READY = "test images, on ";

  /** One kill in so many comes before that. */
  private static final int EARLY = 4;

  /** The first thing it says afterwards. */
  private static final String TRAINED = "best epoch: ";

  private final SplittableRandom random = new SplittableRandom(SEED);

  @TempDir private Path temporary;

  private List<String> train(String backend, Path out) {
    return List.of(
        "classify",
        "train",
        "--backend=" + backend,
        "--threads=1",
        "--train-limit=" + IMAGES,
        "--batch-size=50",
        "--epochs=" + EPOCHS,
        "--width=0.5",
        "--eval-draws=1",
        "--out=" + out);
  }

  private static List<String> resume(Path folder) {
    return List.of("classify", "train", "--threads=1", "--eval-draws=1", "--resume=" + folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void endsLikeARunInOneGo(String backend, TestReporter reporter)
      throws IOException, InterruptedException {
    Path err = temporary.resolve("err");
    Path whole = temporary.resolve("whole");
    long before = System.nanoTime();
    long ready;
    long trained;
    try (CommandProcess process = CommandProcess.start(err, train(backend, whole))) {
      assertTrue(process.says(READY), process.messages());
      ready = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
      assertTrue(process.says(TRAINED), process.messages());
      trained = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
      process.succeeded();
    }
    List<String> log = new ArrayList<>();
    int kills = 0;
    int amidEpochs = 0;
    for (int round = 1; kills < KILLS; round++) {
      Path parts = temporary.resolve("parts-" + round);
      boolean complete = false;
      while (!complete) {
        boolean started = Files.exists(parts.resolve("checkpoint.safetensors"));
        String from = started ? "a checkpoint" : "the start";
        try (CommandProcess process =
            CommandProcess.start(err, started ? resume(parts) : train(backend, parts))) {
          if (kills == KILLS || isTrained(parts)) {
            process.succeeded();
            complete = true;
          } else if (kills % EARLY == EARLY - 1) {
            complete = !process.killedAfter(random.nextLong(ready));
          } else {
            assertTrue(process.says(READY), process.messages());
            complete = !process.killedAfter(random.nextLong(trained - ready));
          }
          if (!complete && process.messages().lines().anyMatch(line -> line.startsWith("epoch "))) {
            amidEpochs++;
          }
          if (process.messages().contains("going on")) {
            from = process.messages().replaceAll("(?s).*going on after (step \\d+),.*", "$1");
          }
        }
        if (!complete) {
          kills++;
        }
        log.add(
            String.format(
                "%nround %d from %s: %s, %d half-written files",
                round, from, complete ? "complete" : "killed", hidden(parts).size()));
      }
      assertSame(whole, parts, String.join("", log));
    }
    reporter.publishEntry(
        backend,
        String.format(
            "%d kills, %d of them after the process had completed an epoch and before the last",
            kills, amidEpochs));
  }

  /** Then there is nothing left that a kill could spoil but the evaluation. */
  private static boolean isTrained(Path folder) {
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    return Files.exists(checkpoint)
        && Checkpoints.read(checkpoint).progress().get("epochs").equals(Integer.toString(EPOCHS));
  }

  private static void assertSame(Path whole, Path parts, String log) throws IOException {
    for (String file :
        List.of("checkpoint.safetensors", "best.safetensors", "steps.csv", "layers.csv")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(file)),
          Files.readAllBytes(parts.resolve(file)),
          file + log);
    }
    assertEquals(withoutSeconds(whole), withoutSeconds(parts), log);
    assertEquals(List.of(), hidden(parts), log);
  }

  private static List<String> withoutSeconds(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("history.csv")).stream()
        .map(row -> row.replaceFirst(",[^,]*$", ""))
        .toList();
  }

  /** A process may be killed before there is a folder. */
  private static List<String> hidden(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("."))
          .toList();
    }
  }
}
