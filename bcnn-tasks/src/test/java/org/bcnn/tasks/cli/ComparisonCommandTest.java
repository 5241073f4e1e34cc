package org.bcnn.tasks.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcnn.backend.Backends;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparisons as a user runs them, on few images. */
class ComparisonCommandTest {
  /** 180 images in batches of 50, two epochs. */
  private static final int STEPS_A_RUN = 2 * 4;

  private static final List<String> SCORES = List.of("accuracy", "nll", "ece", "brier");

  @TempDir private static Path temporary;
  private static Path whole;
  private static CommandRun wholeRun;

  private static String[] compare(Path out, String... options) {
    List<String> args = new ArrayList<>(List.of("classify", "compare", "--backend=tf"));
    args.addAll(List.of("--threads=1", "--train-limit=200", "--batch-size=50", "--epochs=2"));
    args.addAll(List.of("--width=0.5", "--eval-draws=2", "--members=2", "--ood=glyphs"));
    args.addAll(List.of("--out=" + out));
    args.addAll(List.of(options));
    return args.toArray(String[]::new);
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private static JsonNode contender(Path folder, String name) throws IOException {
    for (JsonNode contender : json(folder.resolve("compare.json")).get("contenders")) {
      if (contender.get("contender").textValue().equals(name)) {
        return contender;
      }
    }
    throw new AssertionError("there is no " + name);
  }

  /** As Ctrl-C when asked for the time after so many. */
  private static Interruption after(int times) {
    return new Interruption() {
      private int asked;

      @Override
      boolean requested() {
        return asked++ >= times;
      }
    };
  }

  @BeforeAll
  static void compare() {
    whole = temporary.resolve("whole");
    wholeRun = CommandRun.of(compare(whole));
    wholeRun.succeeded();
  }

  @Test
  void everyContenderIsAnOrdinaryRun() throws IOException {
    for (String name : List.of("bayesian", "deterministic", "dropout")) {
      JsonNode metrics = json(whole.resolve(name).resolve("metrics.json"));
      JsonNode compared = contender(whole, name);
      for (String score : SCORES) {
        assertEquals(
            metrics.get(score).doubleValue(), compared.at("/" + score + "/mean").doubleValue());
      }
      for (String score : List.of("predictiveEntropy", "mutualInformation", "epistemicSoftplus")) {
        assertEquals(
            metrics.at("/ood/glyphs/" + score + "/auroc").doubleValue(),
            compared.at("/ood/glyphs/auroc/" + score + "/mean").doubleValue(),
            name + score);
      }
      assertEquals(metrics.get("evalDraws"), compared.get("draws"));
      assertEquals(metrics.get("parameters").longValue(), compared.get("parameters").longValue());
      assertTrue(compared.at("/trainSeconds/mean").doubleValue() > 0);
      assertTrue(compared.at("/secondsPerImage/mean").doubleValue() > 0);
    }
    assertEquals(1, contender(whole, "deterministic").get("draws").intValue());
    assertEquals(
        0.5,
        contender(whole, "deterministic")
            .at("/ood/glyphs/auroc/mutualInformation/mean")
            .doubleValue(),
        "a single draw has no mutual information");
    String page = Files.readString(whole.resolve("report.html"));
    assertTrue(page.contains("<h1>lenet5 on digits: bayesian, deterministic, dropout, ensemble"));
    assertTrue(wholeRun.out().contains("seed 1"), wholeRun.out());
    assertTrue(wholeRun.out().contains("dropout of rate 0.5"), wholeRun.out());
    assertTrue(wholeRun.out().contains("AUROC of glyphs by"), wholeRun.out());
    assertTrue(wholeRun.out().endsWith("results in " + whole + System.lineSeparator()));
  }

  /**
   * By Jensen's inequality the mixture's NLL is below the mean of its members' unless they agree.
   */
  @Test
  void theEnsembleIsOfTheDeterministicRunAndOthersOnTheSameImages() throws IOException {
    JsonNode first = json(whole.resolve("deterministic/metrics.json"));
    JsonNode second = json(whole.resolve("ensemble-2/metrics.json"));
    assertFalse(Files.exists(whole.resolve("ensemble-1")), "that is the deterministic run");
    assertFalse(Files.exists(whole.resolve("ensemble-3")));
    assertEquals(2, second.get("seed").intValue());
    assertEquals(first.at("/training/dataDigest"), second.at("/training/dataDigest"));
    assertEquals("1", second.at("/training/splitSeed").textValue());
    JsonNode ensemble = contender(whole, "ensemble");
    double mean = (first.get("nll").doubleValue() + second.get("nll").doubleValue()) / 2;
    assertTrue(ensemble.at("/nll/mean").doubleValue() < mean);
    assertEquals(2, ensemble.get("draws").intValue());
    assertEquals(2 * first.get("parameters").longValue(), ensemble.get("parameters").longValue());
    assertNotEquals(
        0.5, ensemble.at("/ood/glyphs/auroc/mutualInformation/mean").doubleValue(), "they differ");
  }

  /** The first time in the second run, after an epoch and a step; the second time when scoring. */
  @Test
  void whatWasInterruptedGoesOnWithTheSameCommand() throws IOException {
    Path out = temporary.resolve("parts");
    CommandRun first =
        CommandRun.with(
            Backends.find(), after(1 + STEPS_A_RUN + 1 + STEPS_A_RUN / 2 + 1), compare(out));
    assertEquals(Failures.INTERRUPTED, first.status(), first.err());
    assertTrue(
        first.err().contains("with the same options and --out " + out + " goes on"), first.err());
    assertEquals("", first.out());
    assertTrue(Files.exists(out.resolve("bayesian/metrics.json")));
    assertFalse(Files.exists(out.resolve("deterministic/metrics.json")));
    byte[] trained = Files.readAllBytes(out.resolve("bayesian/history.csv"));
    CommandRun second =
        CommandRun.with(
            Backends.find(), after(STEPS_A_RUN / 2 - 1 + 1 + 2 * (STEPS_A_RUN + 1)), compare(out));
    assertEquals(Failures.INTERRUPTED, second.status(), second.err());
    assertTrue(second.err().contains("bayesian, run 1 of 4, is complete in"), second.err());
    assertTrue(second.err().contains("going on after step 5, with 1 of 2 epochs"), second.err());
    assertTrue(second.err().contains("stopped between runs of training"), second.err());
    CommandRun third = CommandRun.of(compare(out));
    third.succeeded();
    assertTrue(third.err().contains("ensemble-2, run 4 of 4, is complete in"), third.err());
    assertFalse(third.err().contains("epoch 1/2"), "nothing was trained again");
    assertArrayEquals(
        trained, Files.readAllBytes(out.resolve("bayesian/history.csv")), "with its times");
    for (String name : List.of("bayesian", "deterministic", "dropout", "ensemble")) {
      for (String score : SCORES) {
        assertEquals(contender(whole, name).get(score), contender(out, name).get(score), name);
      }
      assertEquals(contender(whole, name).get("ood"), contender(out, name).get("ood"), name);
    }
  }

  @Test
  void seedsAreRepeatedSoFarApartThatEnsemblesShareNone() throws IOException {
    Path out = temporary.resolve("seeds");
    CommandRun run =
        CommandRun.of(
            compare(out, "--seeds=2", "--epochs=1", "--contenders=ensemble,deterministic"));
    run.succeeded();
    assertTrue(run.out().contains("over the seeds 1, 3"), run.out());
    assertTrue(run.err().contains("ensemble-2, run 4 of 4, in"), run.err());
    assertFalse(Files.exists(out.resolve("seed-1/bayesian")));
    JsonNode contenders = json(out.resolve("compare.json")).get("contenders");
    assertEquals(2, contenders.size());
    assertEquals("ensemble", contenders.get(0).get("contender").textValue());
    double one = json(out.resolve("seed-1/deterministic/metrics.json")).get("nll").doubleValue();
    JsonNode third = json(out.resolve("seed-3/deterministic/metrics.json"));
    double three = third.get("nll").doubleValue();
    assertEquals(3, third.get("seed").intValue());
    assertEquals(4, json(out.resolve("seed-3/ensemble-2/metrics.json")).get("seed").intValue());
    JsonNode nll = contenders.get(1).get("nll");
    assertEquals((one + three) / 2, nll.get("mean").doubleValue(), 1e-12);
    // Of two values s is |a − b| / √2, and its error that by √2.
    assertEquals(Math.abs(one - three) / 2, nll.get("standardError").doubleValue(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "--epochs=3, epochs is 3 but was 2",
    "--prior-sigma=0.4, 'prior gaussian:mean=0.0,scale=0.4 but was'",
    "--width=0.25, network is",
    "--seed=2, seed is 2 but was 1",
    "--backend=djl, backend is djl but was tf",
    "--train-limit=100, trainLimit is 100 but was 200"
  })
  void foldersWithRunsOfOtherSettingsAreRefused(String option, String message) {
    CommandRun.of(compare(whole, option))
        .failedWith(1, "holds a run of other settings", message, "another folder with --out");
  }

  @ParameterizedTest
  @CsvSource({
    "1, --members=1, --members must be at least 2",
    "1, --seeds=0, --seeds must be at least 1",
    "1, --dropout=0, --dropout must be above 0 and below 1",
    "1, --dropout=1, --dropout must be above 0 and below 1",
    "1, --estimator=mean, dropout is never active",
    "1, --eval-draws=0, evaluation draws must be at least 1",
    "1, --last-layers=9, Bayesian",
    "1, --model=vgg, vgg",
    "1, --ood=nothing, nothing",
    "1, --validation-fraction=1, 1.0",
    "2, --contenders=bayes, --contenders",
    "2, --deterministic, --deterministic",
    "2, --resume=x, --resume"
  })
  void whatCannotBeIsRefusedBeforeAnythingIsWritten(int status, String option, String message) {
    Path out = temporary.resolve("never-made");
    CommandRun.of(compare(out, option)).failedWith(status, message);
    assertFalse(Files.exists(out));
  }
}
