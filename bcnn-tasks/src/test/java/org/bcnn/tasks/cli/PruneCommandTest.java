package org.bcnn.tasks.cli;

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
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.models.pruning.Pruning;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pruning as a user does it, of a small network on few images. */
class PruneCommandTest {
  @TempDir private static Path temporary;
  private static Path checkpoint;
  private static Path plain;

  private static Path train(String name, String... options) {
    Path out = temporary.resolve(name);
    List<String> args = new ArrayList<>(List.of("classify", "train", "--backend=tf"));
    args.addAll(List.of("--threads=1", "--train-limit=200", "--batch-size=50", "--epochs=1"));
    args.addAll(List.of("--width=0.5", "--eval-draws=1", "--out=" + out));
    args.addAll(List.of(options));
    CommandRun.of(args.toArray(String[]::new)).succeeded();
    return out.resolve("checkpoint.safetensors");
  }

  private static CommandRun prune(Path file, Path out, String... options) {
    List<String> args =
        new ArrayList<>(List.of("prune", "--backend=tf", "--threads=1", "--eval-draws=1"));
    args.addAll(List.of("--checkpoint=" + file, "--out=" + out));
    args.addAll(List.of(options));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static JsonNode metrics(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
  }

  @BeforeAll
  static void train() {
    checkpoint = train("bayesian", "--l1=0.0001");
    plain = train("plain", "--deterministic");
  }

  @Test
  void aSweepComparesCriteriaSideBySide() throws IOException {
    Path out = temporary.resolve("sweep");
    CommandRun run =
        prune(
            checkpoint,
            out,
            "--by=snr,l1,kl",
            "--sweep=0.9",
            "--bits=8",
            "--ood=glyphs",
            "--speed-rounds=0");
    run.succeeded();
    JsonNode networks = metrics(out).get("networks");
    assertEquals(4, networks.size());
    assertEquals("trained", networks.get(0).get("name").asText());
    for (JsonNode network : networks) {
      assertTrue(network.get("auroc").get("glyphs").isNumber());
      JsonNode compressed = network.get("compressed");
      for (String bits : List.of("32", "8")) {
        Path file = out.resolve(compressed.get(bits).get("file").asText());
        assertEquals(Files.size(file), compressed.get(bits).get("bytes").asLong());
      }
      assertTrue(
          compressed.get("8").get("bytes").asLong() < compressed.get("32").get("bytes").asLong());
    }
    assertEquals(Files.size(checkpoint), networks.get(0).get("bytes").asLong());
    assertEquals(0.9, networks.get(1).get("removed").asDouble(), 1e-3);
    assertEquals("1.0E-4", metrics(out).get("training").get("l1").asText());

    List<String> table = run.out().lines().toList();
    assertTrue(table.get(1).contains("AUROC glyphs"), table.get(1));
    assertTrue(table.get(2).strip().startsWith("trained"), table.get(2));
    assertEquals(5, Files.readAllLines(out.resolve("pruning.csv")).size());
    String page = Files.readString(out.resolve("report.html"));
    for (String title :
        List.of("Told from glyphs", "Signal-to-noise ratios", "Size in 8 bits", "kl-0.9")) {
      assertTrue(page.contains(title), title);
    }
  }

  /** What was written is read like any other checkpoint, with the scores that were told. */
  @Test
  void aPrunedNetworkIsEvaluatedLikeAnyOther() throws IOException {
    Path out = temporary.resolve("one");
    prune(checkpoint, out, "--sweep=0.8", "--per-layer", "--bits=16,8", "--speed-rounds=2")
        .succeeded();
    JsonNode network = metrics(out).get("networks").get(1);
    assertTrue(network.get("speed").get("stepRatio").asDouble() > 0);
    Path evaluated = temporary.resolve("evaluated");
    for (String bits : List.of("32", "16")) {
      CommandRun.of(
              "classify",
              "evaluate",
              "--backend=tf",
              "--threads=1",
              "--eval-draws=1",
              "--checkpoint="
                  + out.resolve(network.get("compressed").get(bits).get("file").asText()),
              "--out=" + evaluated)
          .succeeded();
      assertEquals(
          network.get("compressed").get(bits).get("nll").asDouble(),
          metrics(evaluated).get("nll").asDouble(),
          1e-6);
    }
  }

  @Test
  void fineTuningKeepsWhatIsRemovedAway() {
    for (String gradual : List.of("0", "1")) {
      Path out = temporary.resolve("tuned-" + gradual);
      CommandRun run =
          prune(
              checkpoint,
              out,
              "--fraction=0.9",
              "--fine-tune=2",
              "--gradual=" + gradual,
              "--bits=32",
              "--speed-rounds=0");
      run.succeeded();
      assertTrue(run.err().contains("epoch 2/2"), run.err());
      Checkpoint tuned = Checkpoints.read(out.resolve("snr-0.9.safetensors"));
      assertEquals(0.9, Pruning.count(tuned).removed(), 1e-3);
      for (var weights : Pruning.weights(tuned.network().variables(), tuned.values())) {
        for (int i = 0; i < weights.size(); i++) {
          assertTrue(
              weights.isKept(i) || (weights.mean(i) == 0 && (float) weights.deviation(i) == 0));
        }
      }
      assertTrue(tuned.training().get("pruning").startsWith("snr-0.9, fine-tuned 2 epochs"));
      assertFalse(Files.exists(out.resolve("snr-0.9-8bit.safetensors")));
    }
  }

  @Test
  void unitsAreRemovedForReal() throws IOException {
    Path out = temporary.resolve("half");
    prune(checkpoint, out, "--half", "--fine-tune=1", "--speed-rounds=0").succeeded();
    JsonNode network = metrics(out).get("networks").get(1);
    assertEquals("lenet5:widths=2/4/30/21", network.get("model").asText());
    assertTrue(
        network.get("bytes").asLong()
            < metrics(out).get("networks").get(0).get("bytes").asLong() / 2);
    assertEquals(
        "lenet5:widths=2/4/30/21",
        Checkpoints.read(out.resolve("snr-units-0.5.safetensors")).classifierDescription().model());
  }

  @Test
  void aDeterministicNetworkIsPrunedByMagnitude() throws IOException {
    Path out = temporary.resolve("plain-pruned");
    prune(plain, out, "--by=l1", "--threshold=0.05", "--speed-rounds=0").succeeded();
    assertTrue(metrics(out).get("networks").get(1).get("removed").asDouble() > 0.1);
    CommandRun run = prune(plain, out, "--by=snr");
    run.failedWith(1);
    assertTrue(run.err().contains("rank them by l1"), run.err());
  }

  @ParameterizedTest
  @CsvSource({
    "--fraction=1, 'below 1, got 1.0'",
    "--by=size, 'one of l1, snr, kl'",
    "--fraction=0.5 --threshold=1, give one",
    "--half --sweep=0.5, give one",
    "--threshold=1 --structured, name a --fraction",
    "'--threshold=1 --by=snr,l1', name one",
    "--half --per-layer, leave it away",
    "'--sweep=0.5,0.5', names the same thing twice",
    "--bits=4, '32, 16, 8 bits, got 4'",
    "--gradual=1, add --fine-tune",
    "--learning-rate=0.1, add --fine-tune",
    "--half --fine-tune=2 --gradual=1, leave --gradual away",
    "--fine-tune=1 --gradual=2, fine-tune for longer",
    "--speed-rounds=1, at least 2",
    "--eval-draws=0, draws must be at least 1",
    "--threshold=1e30, no weight would be left",
    "--checkpoint=nowhere.safetensors, is the path right"
  })
  void whatCannotBeGetsOneMessage(String options, String message) {
    CommandRun run = prune(checkpoint, temporary.resolve("unused"), options.split(" "));
    assertFalse(run.status() == 0);
    assertTrue(run.err().contains(message), run.err());
    assertFalse(Files.exists(temporary.resolve("unused")));
  }
}
