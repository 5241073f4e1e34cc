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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of games as a user runs them, on a few of the built-in digits. */
class GanCommandsTest {
  /** 100 images in batches of 16, of which the last 4 do not fill a round. */
  private static final int ROUNDS = 6;

  @TempDir private static Path shared;

  private static Path whole;
  private static CommandRun first;

  @TempDir private Path temporary;

  @BeforeAll
  static void train() {
    whole = shared.resolve("whole");
    first = CommandRun.of(train(whole, "--bayesian=both", "--labels=20", "--ood=digits"));
    first.succeeded();
  }

  private static String[] options(String command, Path out, String... more) {
    List<String> args = new ArrayList<>(List.of("gan", command, "--backend=tf", "--threads=1"));
    args.addAll(List.of("--train-limit=100", "--batch-size=16", "--epochs=2", "--latent=4"));
    args.addAll(List.of("--generator-width=0.1", "--discriminator-width=0.1", "--samples=30"));
    args.addAll(List.of("--eval-draws=2", "--out=" + out));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private static String[] train(Path out, String... more) {
    return options("train", out, more);
  }

  private static Path checkpoint() {
    return whole.resolve("checkpoint.safetensors");
  }

  private static JsonNode metrics(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
  }

  private static Set<String> files(Path folder) throws IOException {
    Set<String> files = new TreeSet<>();
    try (var listed = Files.list(folder)) {
      listed.forEach(file -> files.add(file.getFileName().toString()));
    }
    return files;
  }

  @Test
  void leavesScoresTablesPicturesAndAPage() throws IOException {
    assertEquals(
        Set.of(
            "checkpoint.safetensors",
            "features.safetensors",
            "history.csv",
            "interpolation.png",
            "metrics.json",
            "report.html",
            "rounds.csv",
            "samples",
            "samples.png",
            "weight-draws.png"),
        files(whole));
    assertEquals(Set.of("epoch-001.png", "epoch-002.png"), files(whole.resolve("samples")));
    assertEquals(1 + 2 * ROUNDS, Files.readAllLines(whole.resolve("rounds.csv")).size());
    assertEquals(3, Files.readAllLines(whole.resolve("history.csv")).size());
    JsonNode metrics = metrics(whole);
    double sum = 0;
    for (JsonNode share : metrics.get("classHistogram")) {
      sum += share.doubleValue();
    }
    assertEquals(1, sum, 1e-9);
    assertEquals(10, metrics.get("classHistogram").size());
    for (String score : List.of("frechet", "precision", "recall", "modesCovered")) {
      assertTrue(metrics.get(score).isNumber(), score);
    }
    assertTrue(metrics.get("frechetNoise").doubleValue() > 0);
    assertEquals(30, metrics.get("samples").intValue());
    assertTrue(metrics.get("diversity").get("pixelDeviation").doubleValue() > 0);
    assertTrue(metrics.get("discriminator").get("real").get("mutualInformation").isNumber());
    assertEquals(3, metrics.get("discriminator").size());
    assertTrue(metrics.at("/classification/accuracy").isNumber());
    assertTrue(metrics.at("/supervisedTwin/accuracy").isNumber());
    assertEquals("both", metrics.at("/training/bayesian").textValue());
    assertEquals("20", metrics.at("/training/labels").textValue());
    String page = Files.readString(whole.resolve("report.html"));
    for (String section :
        List.of("Scores", "Images", "Training", "Semi-supervised", "draws of the weights")) {
      assertTrue(page.contains(section), section);
    }
    assertTrue(first.out().contains("Fréchet distance"), first.out());
    assertTrue(first.err().contains("Bayesian: both"), first.err());
  }

  @Test
  void endsLikeARunInOneGo() throws IOException {
    Path parts = temporary.resolve("parts");
    Interruption after =
        new Interruption() {
          @Override
          boolean requested() {
            return Files.exists(parts.resolve("samples/epoch-001.png"));
          }
        };
    CommandRun stopped =
        CommandRun.with(
            Backends.find(), after, train(parts, "--bayesian=both", "--labels=20", "--ood=digits"));
    assertEquals(Failures.INTERRUPTED, stopped.status(), stopped.err());
    assertTrue(stopped.err().contains("goes on from there"), stopped.err());
    CommandRun.of(
            "gan",
            "train",
            "--resume=" + parts,
            "--threads=1",
            "--samples=30",
            "--eval-draws=2",
            "--ood=digits")
        .succeeded();
    for (String file : List.of("checkpoint.safetensors", "rounds.csv", "samples.png")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(parts.resolve(file)), file);
    }
    assertEquals(metrics(whole).get("frechet"), metrics(parts).get("frechet"));
  }

  @Test
  void evaluationFindsTheScoresOfTrainingOnEitherBackend() throws IOException {
    for (String backend : List.of("tf", "djl")) {
      Path out = temporary.resolve(backend);
      CommandRun.of(
              "gan",
              "evaluate",
              "--backend=" + backend,
              "--threads=1",
              "--checkpoint=" + checkpoint(),
              "--features=" + whole.resolve("features.safetensors"),
              "--samples=30",
              "--eval-draws=2",
              "--out=" + out)
          .succeeded();
      double expected = metrics(whole).get("frechet").doubleValue();
      // A pixel that another engine rounds to the next level moves features a little.
      assertEquals(expected, metrics(out).get("frechet").doubleValue(), 1e-2 * expected, backend);
      assertEquals(
          metrics(whole).at("/classification/accuracy"),
          metrics(out).at("/classification/accuracy"));
      assertTrue(metrics(out).get("trainSeconds").isNull());
    }
  }

  @Test
  void samplesAreWritten() throws IOException {
    Path out = temporary.resolve("sampled");
    CommandRun.of(
            "gan",
            "sample",
            "--backend=djl",
            "--checkpoint=" + checkpoint(),
            "--count=3",
            "--images",
            "--out=" + out)
        .succeeded();
    assertEquals(
        Set.of("images", "interpolation.png", "samples.png", "weight-draws.png"), files(out));
    assertEquals(Set.of("00001.png", "00002.png", "00003.png"), files(out.resolve("images")));
  }

  @Test
  void gamesAreCompared() throws IOException {
    Path out = temporary.resolve("compared");
    String[] args =
        options(
            "compare",
            out,
            "--seeds=2",
            "--contenders=discriminator",
            "--generator-loss=feature-matching");
    CommandRun.of(args).succeeded();
    assertEquals(
        Set.of(
            "compare.csv",
            "compare.json",
            "compare.md",
            "discriminator-1",
            "discriminator-2",
            "features.safetensors",
            "report.html"),
        files(out));
    JsonNode compared = new ObjectMapper().readTree(out.resolve("compare.json").toFile());
    double sum = 0;
    for (int seed = 1; seed <= 2; seed++) {
      JsonNode one = metrics(out.resolve("discriminator-" + seed));
      assertEquals(metrics(out.resolve("discriminator-1")).get("features"), one.get("features"));
      sum += one.get("frechet").doubleValue();
    }
    assertEquals(sum / 2, compared.at("/contenders/0/frechet/mean").doubleValue(), 1e-9 * sum);
    CommandRun again = CommandRun.of(args);
    again.succeeded();
    assertTrue(again.err().contains("seed 2, is complete in"), again.err());
    CommandRun.of(options("compare", out, "--contenders=discriminator", "--latent=5"))
        .failedWith(1, "holds a run of other settings", "name another folder with --out");
  }

  @ParameterizedTest
  @CsvSource({
    "--data=nothing, 1, nothing",
    "--bayesian=nobody, 2, --bayesian",
    "--loss=nothing, 1, non-saturating or hinge",
    "--size=30, 1, 'such as 28, 32 or 64; got 30x30'",
    "--generator-loss=nothing, 2, --generator-loss",
    "--instance-noise=-1, 1, at least 0",
    "--latent=0, 1, a latent vector needs a length",
    "--model=nothing, 1, nothing",
    "--generator-width=0, 1, width",
    "--average-decay=1, 1, at least 0 and under 1",
    "--discriminator-steps=0, 1, at least 1 step a round",
    "--batch-size=101, 1, choose a smaller batch size",
    "--labels=5, 1, 5 labels are not enough for 10 classes",
    "--samples=1, 1, 'of at least 10, got 1'",
    "--eval-draws=0, 1, evaluation draws must be at least 1",
    "--patience=2, 1, cannot be stopped early",
    "--prior=moped, 1, which a game has none of",
    "--learning-rate=0, 1, must be positive",
    "--features=nothing.safetensors, 1, nothing.safetensors",
    "--ood=nothing, 1, nothing",
  })
  void optionsThatCannotBe(String option, int status, String message) throws IOException {
    Path out = temporary.resolve("out");
    CommandRun.of(train(out, option)).failedWith(status, message);
    assertFalse(Files.exists(out.resolve("checkpoint.safetensors")), "nothing is trained");
  }

  @Test
  void otherCheckpointsAndFoldersAreRefused() {
    CommandRun.of(train(whole)).failedWith(1, "of an earlier run", "--resume");
    CommandRun.of("gan", "sample", "--checkpoint=" + whole.resolve("features.safetensors"))
        .failedWith(1, "not for generation", "bcnn classify");
    CommandRun.of("gan", "train", "--resume=" + whole, "--latent=5")
        .failedWith(1, "--latent is 5 but was 4");
    CommandRun.of("gan", "sample", "--checkpoint=" + checkpoint(), "--count=0")
        .failedWith(1, "--count must be at least 1");
    CommandRun.of("classify", "evaluate", "--checkpoint=" + checkpoint())
        .failedWith(1, "generation", "bcnn gan");
    CommandRun.of("gan").failedWith(2, "compare", "evaluate", "sample", "train");
  }
}
