package org.bcnn.tasks.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bcnn.backend.Backends;
import org.bcnn.models.checkpoint.Checkpoints;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of super-resolution as a user runs them, on small pictures. */
class SuperresCommandsTest {
  /** 40 patches in batches of 16: 3 steps an epoch, the last one smaller. */
  private static final int STEPS_AN_EPOCH = 3;

  private static final List<String> SCORES =
      List.of(
          "psnr",
          "ssim",
          "bicubicPsnr",
          "bicubicSsim",
          "psnrDeterministic",
          "ssimDeterministic",
          "nllDeterministic",
          "nll",
          "coverage90",
          "rankCorrelation",
          "ause",
          "epistemicDeviation",
          "aleatoricDeviation");

  @TempDir private static Path shared;

  private static Path pictures;

  /** A run with its twin. */
  private static Path whole;

  private static CommandRun first;

  @TempDir private Path temporary;

  @BeforeAll
  static void train() throws IOException {
    pictures = SmallPictures.make(shared.resolve("pictures"));
    whole = shared.resolve("whole");
    Path other = SmallPictures.write(shared.resolve("other"), 2, 30, 30);
    first = CommandRun.of(train(whole, "--with-twin", "--eval=" + other));
    first.succeeded();
  }

  private static String[] train(Path out, String... options) {
    List<String> args = new ArrayList<>(List.of("superres", "train", "--backend=tf"));
    args.addAll(List.of("--threads=1", "--data=" + pictures, "--factor=2", "--width=0.1"));
    args.addAll(List.of("--patch-size=6", "--patches-per-epoch=40", "--batch-size=16"));
    args.addAll(List.of("--epochs=2", "--validation-pictures=1", "--eval-draws=3"));
    args.addAll(List.of("--out=" + out));
    args.addAll(List.of(options));
    if (args.stream().noneMatch(arg -> arg.startsWith("--noise="))) {
      args.add("--noise=learned");
    }
    return args.toArray(String[]::new);
  }

  private static CommandRun resume(Path from, String... options) {
    List<String> args = new ArrayList<>(List.of("superres", "train", "--resume=" + from));
    args.addAll(List.of("--threads=1", "--eval-draws=3"));
    args.addAll(List.of(options));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static JsonNode metrics(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void writesScoresOfEveryPictureAndTheirMeans() throws IOException {
    JsonNode metrics = metrics(whole);
    assertEquals(SCORES, names(metrics).subList(0, SCORES.size()));
    assertEquals(2, metrics.get("sets").size());
    assertEquals(pictures.toString(), metrics.get("data").textValue());
    JsonNode set = metrics.get("sets").get(pictures.toString());
    assertEquals(3, set.get("pictures").intValue());
    assertEquals(SCORES, names(set.get("mean")));
    for (String score : SCORES) {
      double sum = 0;
      for (JsonNode picture : set.get("scores")) {
        sum += picture.get(score).doubleValue();
      }
      double mean = metrics.get(score).doubleValue();
      assertEquals(sum / 3, mean, 1e-9 * Math.max(1, Math.abs(mean)), score);
      assertEquals(metrics.get(score), set.get("mean").get(score), score);
    }
    assertEquals("grating-0", set.get("scores").get(0).get("picture").textValue());
    assertEquals(32, set.get("scores").get(0).get("height").intValue());
    assertEquals(44, set.get("scores").get(0).get("width").intValue());
    assertEquals(7, set.get("intervals").size());
    assertEquals(20, set.get("sparsification").size());
    assertTrue(metrics.get("klNats").doubleValue() > 0);
    assertTrue(metrics.get("epistemicDeviation").doubleValue() > 0);
    assertEquals(3, metrics.get("evalDraws").intValue());
    assertEquals(2, metrics.get("evaluatedEpoch").intValue());
    assertEquals(64, metrics.at("/training/dataDigest").textValue().length());
    assertEquals("1", metrics.at("/training/validationPictures").textValue());
    assertTrue(metrics.at("/units/nll").textValue().contains("nats a pixel"));
    // Plain weights are one number each where Bayesian ones are two.
    long weights = Checkpoints.read(whole.resolve("checkpoint.safetensors")).network().weights();
    assertEquals(2 * weights + 1, metrics.get("parameters").longValue());
    assertEquals(weights + 1, metrics.at("/deterministic/parameters").longValue());
    List<String> rows = Files.readAllLines(whole.resolve("pictures.csv"));
    assertEquals("set,picture,height,width," + String.join(",", SCORES), rows.get(0));
    assertEquals(1 + 3 + 2, rows.size());
  }

  @Test
  void leavesTablesAPageAndATable() throws IOException {
    Set<String> files = new TreeSet<>();
    try (var listed = Files.list(whole)) {
      listed.forEach(file -> files.add(file.getFileName().toString()));
    }
    assertEquals(
        Set.of(
            "best.safetensors",
            "checkpoint.safetensors",
            "deterministic",
            "history.csv",
            "layers.csv",
            "metrics.json",
            "pictures.csv",
            "report.html",
            "steps.csv"),
        files);
    assertTrue(Files.exists(whole.resolve("deterministic/checkpoint.safetensors")));
    assertTrue(first.out().contains("PSNR"), first.out());
    assertTrue(first.out().contains("deterministic"), first.out());
    assertTrue(first.err().contains("4 training, 1 validation and 3 test pictures"), first.err());
    assertTrue(first.err().contains("now the deterministic twin, in "), first.err());
    assertEquals(1 + 2 * STEPS_AN_EPOCH, Files.readAllLines(whole.resolve("steps.csv")).size());
  }

  /** What a checkpoint predicts does not depend on the process that wrote it. */
  @Test
  void evaluationFindsTheScoresOfTraining() throws IOException {
    Path out = temporary.resolve("evaluated");
    CommandRun run =
        CommandRun.of(
            "superres",
            "evaluate",
            "--backend=tf",
            "--threads=1",
            "--checkpoint=" + whole.resolve("checkpoint.safetensors"),
            "--twin=" + whole.resolve("deterministic/checkpoint.safetensors"),
            "--data=" + shared.resolve("other"),
            "--data=" + pictures,
            "--eval-draws=3",
            "--out=" + out);
    run.succeeded();
    JsonNode trained = metrics(whole).get("sets");
    JsonNode evaluated = metrics(out).get("sets");
    assertEquals(
        List.of(shared.resolve("other").toString(), pictures.toString()), names(evaluated));
    for (String set : names(trained)) {
      for (String score : SCORES) {
        double expected = trained.get(set).get("mean").get(score).doubleValue();
        double found = evaluated.get(set).get("mean").get(score).doubleValue();
        assertEquals(expected, found, 1e-5 * Math.max(1, Math.abs(expected)), set + " " + score);
      }
    }
    assertTrue(metrics(out).get("trainSeconds").isNull());
    assertTrue(Files.readString(out.resolve("report.html")).contains("Sets of pictures"));
    assertFalse(Files.readString(out.resolve("report.html")).contains("<h2>Training</h2>"));
  }

  /** Another engine rounds otherwise; of three draws, a rank or two of 1,200 pixels may differ. */
  @Test
  void theOtherBackendFindsTheSameScores() throws IOException {
    Path out = temporary.resolve("evaluated");
    CommandRun.of(
            "superres",
            "evaluate",
            "--backend=djl",
            "--threads=1",
            "--checkpoint=" + whole.resolve("checkpoint.safetensors"),
            "--eval-draws=3",
            "--out=" + out)
        .succeeded();
    JsonNode expected = metrics(whole);
    for (String score : List.of("psnr", "ssim", "nll", "rankCorrelation", "epistemicDeviation")) {
      double value = expected.get(score).doubleValue();
      assertEquals(value, metrics(out).get(score).doubleValue(), 1e-3 * Math.abs(value), score);
    }
    assertEquals("djl", metrics(out).get("backend").textValue());
  }

  /** As Ctrl-C before a step: in the second epoch of the network, and in that of the twin. */
  @Test
  void endsLikeARunInOneGo() throws IOException {
    Path parts = temporary.resolve("parts");
    String[] start = train(parts, "--with-twin", "--tensorboard");
    interrupt(STEPS_AN_EPOCH + 1, start);
    assertFalse(Files.exists(parts.resolve("deterministic")));
    String[] goOn = {"superres", "train", "--resume=" + parts, "--threads=1", "--eval-draws=3"};
    CommandRun second = interrupt(STEPS_AN_EPOCH - 1 + STEPS_AN_EPOCH + 1, goOn);
    assertTrue(second.err().contains("--resume " + parts + "` goes on with both"), second.err());
    CommandRun last = resume(parts);
    last.succeeded();
    for (String file :
        List.of(
            "steps.csv",
            "layers.csv",
            "checkpoint.safetensors",
            "best.safetensors",
            "deterministic/steps.csv",
            "deterministic/checkpoint.safetensors")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(parts.resolve(file)), file);
    }
    for (String score : SCORES) {
      assertEquals(metrics(whole).get(score), metrics(parts).get(score), score);
    }
  }

  private static CommandRun interrupt(int steps, String... args) {
    Interruption after =
        new Interruption() {
          private int asked;

          @Override
          boolean requested() {
            return asked++ >= steps;
          }
        };
    CommandRun run = CommandRun.with(Backends.find(), after, args);
    assertEquals(Failures.INTERRUPTED, run.status(), run.err());
    return run;
  }

  @Test
  void aDeterministicNetworkHasNoEpistemicDeviation() throws IOException {
    Path out = temporary.resolve("plain");
    CommandRun.of(
            train(
                out,
                "--deterministic",
                "--noise=predicted",
                "--validation-pictures=0",
                "--epochs=1",
                "--factor=3",
                "--patch-size=5"))
        .succeeded();
    JsonNode metrics = metrics(out);
    assertEquals(0, metrics.get("epistemicDeviation").doubleValue());
    assertEquals(0, metrics.get("klNats").doubleValue());
    assertEquals(1, metrics.get("evalDraws").intValue());
    assertFalse(metrics.has("psnrDeterministic"));
    assertFalse(Files.exists(out.resolve("best.safetensors")));
    assertTrue(metrics.get("rankCorrelation").isNumber(), "variances are predicted by pixel");
    // A Bayesian network may start from it.
    Path from = temporary.resolve("from");
    CommandRun.of(
            train(
                from,
                "--noise=predicted",
                "--factor=3",
                "--patch-size=5",
                "--epochs=1",
                "--prior=moped",
                "--twin=" + out.resolve("checkpoint.safetensors")))
        .succeeded();
    assertTrue(metrics(from).get("klNats").doubleValue() > 0);
  }
}
