package org.bcnn.tasks.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backends;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are interrupted and taken up again, and the choice of the best epoch. */
class ResumedTrainingTest {
  /** 180 images in batches of 50: 4 steps an epoch, the last one smaller. */
  private static final int STEPS_AN_EPOCH = 4;

  @TempDir private static Path shared;

  /** A run that was interrupted after its first step; nobody may go on with it. */
  private static Path interrupted;

  @TempDir private Path temporary;

  @BeforeAll
  static void interrupt() {
    interrupted = shared.resolve("interrupted");
    interrupt(1, train("tf", interrupted));
  }

  private static String[] train(String backend, Path out, String... options) {
    List<String> args = new ArrayList<>(List.of("classify", "train", "--backend=" + backend));
    args.addAll(List.of("--threads=1", "--train-limit=200", "--batch-size=50", "--epochs=3"));
    args.addAll(List.of("--width=0.5", "--eval-draws=1", "--out=" + out));
    args.addAll(List.of("--kl-schedule=linear:epochs=2", "--lr-schedule=plateau:patience=0"));
    args.addAll(List.of(options));
    return args.toArray(String[]::new);
  }

  private static CommandRun resume(Path from, String... options) {
    List<String> args = new ArrayList<>(List.of("classify", "train", "--resume=" + from));
    args.addAll(List.of("--threads=1", "--eval-draws=1"));
    args.addAll(List.of(options));
    return CommandRun.of(args.toArray(String[]::new));
  }

  /** As Ctrl-C before a step. */
  private static Interruption after(int steps) {
    return new Interruption() {
      private int asked;

      @Override
      boolean requested() {
        return asked++ >= steps;
      }
    };
  }

  private static void interrupt(int steps, String... args) {
    CommandRun run = CommandRun.with(Backends.find(), after(steps), args);
    assertEquals(Failures.INTERRUPTED, run.status(), run.err());
  }

  private static List<String> withoutSeconds(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("history.csv")).stream()
        .map(row -> row.replaceFirst(",[^,]*$", ""))
        .toList();
  }

  private static JsonNode metrics(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void endsLikeARunInOneGo(String backend) throws IOException {
    Path whole = temporary.resolve("whole");
    Path parts = temporary.resolve("parts");
    CommandRun.of(train(backend, whole)).succeeded();
    interrupt(STEPS_AN_EPOCH + 1, train(backend, parts));
    assertEquals(1 + STEPS_AN_EPOCH + 1, Files.readAllLines(parts.resolve("steps.csv")).size());
    interrupt(
        STEPS_AN_EPOCH, "classify", "train", "--resume=" + parts, "--threads=1", "--eval-draws=1");
    CommandRun last = resume(parts.resolve("checkpoint.safetensors"));
    last.succeeded();
    assertTrue(last.err().contains("going on after step 9, with 2 of 3 epochs"), last.err());
    for (String file : List.of("steps.csv", "checkpoint.safetensors", "best.safetensors")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(parts.resolve(file)), file);
    }
    assertEquals(withoutSeconds(whole), withoutSeconds(parts));
    assertEquals(
        Files.readAllLines(whole.resolve("layers.csv")),
        Files.readAllLines(parts.resolve("layers.csv")));
    double seconds =
        Files.readAllLines(parts.resolve("history.csv")).stream()
            .skip(1)
            .mapToDouble(row -> Double.parseDouble(row.substring(row.lastIndexOf(',') + 1)))
            .sum();
    assertEquals(seconds, metrics(parts).get("trainSeconds").doubleValue(), 1e-6 * seconds);
    for (String name : List.of("nll", "klNats", "evaluatedEpoch", "bestEpoch", "training")) {
      assertEquals(metrics(whole).get(name), metrics(parts).get(name), name);
    }
  }

  /** As a kill leaves it while a checkpoint is written: after the rows, and half. */
  @Test
  void rowsFromAfterTheCheckpointAndHalfWrittenFilesDoNoHarm() throws IOException {
    Path whole = temporary.resolve("whole");
    Path parts = temporary.resolve("parts");
    CommandRun.of(train("tf", whole)).succeeded();
    interrupt(STEPS_AN_EPOCH, train("tf", parts));
    for (String table : List.of("steps.csv", "history.csv", "layers.csv")) {
      List<String> rows = Files.readAllLines(whole.resolve(table));
      int have = Files.readAllLines(parts.resolve(table)).size();
      // Values of no run, so that they are missed if they stay; the last row is cut off.
      String next = rows.get(have).replaceAll(",[^,]+,", ",7,");
      Files.writeString(
          parts.resolve(table), next + "\r\n" + next.substring(0, 5), StandardOpenOption.APPEND);
    }
    // No system gives this number to a process.
    int nobody = 999_999_999;
    byte[] checkpoint = Files.readAllBytes(parts.resolve("checkpoint.safetensors"));
    Path half = parts.resolve(".checkpoint.safetensors." + nobody + "-3.tmp");
    Files.write(half, Arrays.copyOf(checkpoint, checkpoint.length / 2));
    Path metrics = parts.resolve(".metrics.json." + nobody + ".tmp");
    Files.writeString(metrics, "{");
    resume(parts, "--tensorboard").succeeded();
    for (String file :
        List.of("steps.csv", "layers.csv", "checkpoint.safetensors", "best.safetensors")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(parts.resolve(file)), file);
    }
    assertEquals(withoutSeconds(whole), withoutSeconds(parts));
    assertTrue(Files.notExists(half) && Files.notExists(metrics), "they are cleared away");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parts, "events.out.tfevents.*")) {
      assertTrue(files.iterator().hasNext(), "what writes events changes no other file");
    }
  }

  @Test
  void onlyCheckpointsThatTrainingGoesOnFromHoldTheOptimisersState() throws IOException {
    Path out = temporary.resolve("out");
    interrupt(STEPS_AN_EPOCH + 2, train("tf", out));
    long unfinished = Files.size(out.resolve("checkpoint.safetensors"));
    assertTrue(unfinished > 2.9 * Files.size(out.resolve("best.safetensors")), "Adam has twice");
    resume(out.resolve("best.safetensors")).failedWith(1, "lacks the optimiser's state");
    resume(out).succeeded();
    assertTrue(Files.size(out.resolve("checkpoint.safetensors")) < unfinished / 2.9);
    // These say the same in other words.
    CommandRun again =
        resume(out, "--optimizer=adam", "--learning-rate=4e-3", "--prior-sigma=0.3", "--width=.5");
    again.succeeded();
    assertEquals(3, withoutSeconds(out).size() - 1, "there was nothing left to train");
  }

  @ParameterizedTest
  @CsvSource({
    "--learning-rate=0.01, --learning-rate is 0.01 but was 0.004",
    "--epochs=9, --epochs is 9 but was 3",
    "--seed=2, --seed is 2 but was 1",
    "--deterministic, --deterministic is true but was false",
    "--prior-sigma=0.4, '--prior-sigma is gaussian:mean=0.0,scale=0.4'",
    "--last-layers=2, --last-layers is 2 but was not given",
    "--patience=2, --patience is 2 but was not given",
    "--train-limit=100, --train-limit is 100 but was 200",
    "--data=mnist, --data is mnist but was digits",
    "--out=elsewhere, the folder of the checkpoint",
    "--twin=x, does not start anew"
  })
  void optionsThatContradictTheCheckpointAreRefused(String option, String message) {
    resume(interrupted, option)
        .failedWith(1, message, "Leave that out, or start a new run without --resume");
  }

  /** The images are those of the other seed, also where the run goes on; the start is its own. */
  @Test
  void theImagesMayBeChosenByASeedOfTheirOwn() throws IOException {
    Path other = temporary.resolve("other");
    Path out = temporary.resolve("out");
    CommandRun.of(train("tf", other, "--seed=7", "--epochs=1")).succeeded();
    interrupt(STEPS_AN_EPOCH + 1, train("tf", out, "--split-seed=7"));
    resume(out, "--split-seed=8").failedWith(1, "--split-seed is 8 but was 7");
    resume(out, "--split-seed=7").succeeded();
    String digest = "/training/dataDigest";
    assertEquals(metrics(other).at(digest), metrics(out).at(digest));
    assertNotEquals(
        metrics(other).at(digest).textValue(),
        Checkpoints.read(interrupted.resolve("checkpoint.safetensors"))
            .training()
            .get("dataDigest"));
    resume(out, "--seed=7").failedWith(1, "--seed is 7 but was 1");
  }

  @Test
  void otherDataAreRefused() {
    Path file = temporary.resolve("other.safetensors");
    Checkpoint read = Checkpoints.read(interrupted.resolve("checkpoint.safetensors"));
    Map<String, String> training = new LinkedHashMap<>(read.training());
    training.put("dataDigest", "0");
    Checkpoints.write(
        file,
        new Checkpoint(
            read.architecture(),
            read.weights(),
            training,
            read.seed(),
            read.provenance(),
            read.progress(),
            read.values()));
    resume(file).failedWith(1, "are not those that the checkpoint was trained on");
  }

  @Test
  void runsThatAreNotThereOrNotWholeAreRefused() throws IOException {
    resume(temporary)
        .failedWith(
            1,
            "there is no checkpoint.safetensors in " + temporary,
            "start it again, with its options and --out " + temporary);
    Path out = temporary.resolve("out");
    interrupt(STEPS_AN_EPOCH + 1, train("tf", out));
    Files.delete(out.resolve("best.safetensors"));
    resume(out).failedWith(1, "best.safetensors is missing");
  }

  @Test
  void withPatienceTheBestEpochIsEvaluated() throws IOException {
    Path out = temporary.resolve("out");
    CommandRun run =
        CommandRun.of(
            train(
                "tf",
                out,
                "--epochs=40",
                "--patience=2",
                "--deterministic",
                "--lr-schedule=constant",
                "--learning-rate=0.03"));
    run.succeeded();
    List<Double> nlls =
        withoutSeconds(out).stream()
            .skip(1)
            .map(row -> Double.parseDouble(row.split(",", -1)[6]))
            .toList();
    int best = nlls.indexOf(nlls.stream().min(Comparator.naturalOrder()).orElseThrow()) + 1;
    assertEquals(best + 2, nlls.size(), "it stopped two epochs after the best");
    assertTrue(run.err().contains("best epoch: " + best + " of " + nlls.size()), run.err());
    assertTrue(run.err().contains("stopped early"), run.err());
    assertEquals(best, metrics(out).get("evaluatedEpoch").intValue());
    Path evaluated = temporary.resolve("evaluated");
    CommandRun.of(
            "classify",
            "evaluate",
            "--checkpoint=" + out.resolve("best.safetensors"),
            "--backend=tf",
            "--threads=1",
            "--out=" + evaluated)
        .succeeded();
    for (String name : List.of("nll", "evaluatedEpoch", "parameters")) {
      assertEquals(metrics(out).get(name), metrics(evaluated).get(name), name);
    }
  }

  @Test
  void withoutPatienceTheLastIs() throws IOException {
    Path out = Files.createDirectories(temporary.resolve("out"));
    Files.writeString(out.resolve("best.safetensors"), "of an earlier run");
    CommandRun.of(train("tf", out, "--validation-fraction=0"))
        .failedWith(1, "plateau needs a validation score");
    CommandRun.of(train("tf", out, "--validation-fraction=0", "--lr-schedule=constant"))
        .succeeded();
    assertEquals(3, metrics(out).get("evaluatedEpoch").intValue());
    assertTrue(metrics(out).get("bestEpoch").isNull());
    assertTrue(Files.notExists(out.resolve("best.safetensors")));
    Path other = temporary.resolve("other");
    CommandRun.of(train("tf", other, "--validation-fraction=0", "--patience=1"))
        .failedWith(1, "early stopping is decided by a validation part");
  }

  @Test
  void anEarlierRunIsNotWrittenOver() throws IOException {
    Path checkpoint = interrupted.resolve("checkpoint.safetensors");
    byte[] before = Files.readAllBytes(checkpoint);
    CommandRun.of(train("tf", interrupted))
        .failedWith(1, "has the checkpoint.safetensors of an earlier run", "another folder");
    assertArrayEquals(before, Files.readAllBytes(checkpoint));
  }
}
