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
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bcnn.backend.Backends;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSources;
import org.bcnn.tasks.data.LabelledImages;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Learning curves as a user makes them, of few images. */
class LearningCurveCommandTest {
  /** 180 images in batches of 50, two epochs; of the share 0.25, 45 images, it is 8 epochs of 1. */
  private static final int STEPS_A_RUN = 8;

  private static final List<String> SCORES =
      List.of(
          "accuracy",
          "nll",
          "ece",
          "brier",
          "epistemic",
          "aleatoric",
          "predictiveEntropy",
          "mutualInformation");

  @TempDir private static Path temporary;
  private static Path whole;
  private static CommandRun wholeRun;

  private static String[] curve(Path out, String... options) {
    List<String> args = new ArrayList<>(List.of("classify", "learning-curve", "--backend=tf"));
    args.addAll(List.of("--threads=1", "--train-limit=200", "--batch-size=50", "--epochs=2"));
    args.addAll(List.of("--width=0.5", "--eval-draws=2", "--fractions=1,0.25"));
    args.addAll(List.of("--out=" + out));
    args.addAll(List.of(options));
    return args.toArray(String[]::new);
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  @BeforeAll
  static void learn() {
    whole = temporary.resolve("whole");
    wholeRun = CommandRun.of(curve(whole));
    wholeRun.succeeded();
  }

  @Test
  void everyPointIsAnOrdinaryRunOfTheSameNumberOfSteps() throws IOException {
    JsonNode points = json(whole.resolve("learning-curve.json")).get("points");
    assertEquals(2, points.size());
    List<String> folders = List.of("share-0.25", "share-1");
    for (int i = 0; i < 2; i++) {
      JsonNode metrics = json(whole.resolve(folders.get(i)).resolve("metrics.json"));
      JsonNode point = points.get(i);
      for (String score : SCORES) {
        assertEquals(
            metrics.get(score).doubleValue(),
            point.at("/" + score + "/mean").doubleValue(),
            folders.get(i) + score);
      }
      assertEquals(STEPS_A_RUN, point.at("/steps/mean").intValue());
      assertEquals(4_000, metrics.get("testExamples").intValue(), "all of them");
      assertEquals(2, point.get("draws").intValue());
      assertTrue(point.at("/trainSeconds/mean").doubleValue() > 0);
    }
    assertEquals(45, points.at("/0/trainExamples").intValue());
    assertEquals(5, points.at("/0/validationExamples").intValue());
    assertEquals(8, points.at("/0/epochs/mean").intValue());
    assertEquals(180, points.at("/1/trainExamples").intValue());
    assertEquals(2, points.at("/1/epochs/mean").intValue());
    assertTrue(wholeRun.out().contains("about as many steps each; seed 1:"), wholeRun.out());
    assertTrue(wholeRun.out().contains("training images"), wholeRun.out());
    assertTrue(wholeRun.out().endsWith("results in " + whole + System.lineSeparator()));
    assertTrue(Files.readString(whole.resolve("report.html")).contains("Epistemic variance"));
    assertTrue(Files.exists(whole.resolve("learning-curve.csv")));
    assertTrue(Files.exists(whole.resolve("learning-curve.md")));
  }

  /** The images of a share are those that a run of train with --train-limit has. */
  @Test
  void sharesAreContainedInEachOther() {
    List<Set<String>> shares = new ArrayList<>();
    for (int limit : new int[] {50, 200}) {
      TrainingData data =
          TrainingData.load(
              DataSources.standard().get("digits"),
              DataContext.of(Map.of(), Path.of("nowhere")),
              OptionalInt.of(limit),
              0,
              1);
      assertEquals(limit, data.train().count());
      shares.add(
          IntStream.range(0, limit)
              .mapToObj(image -> pixels(data.train(), image))
              .collect(Collectors.toSet()));
    }
    assertEquals(50, shares.get(0).size(), "no two images are the same");
    assertTrue(shares.get(1).containsAll(shares.get(0)));
  }

  private static String pixels(LabelledImages images, int image) {
    return images.subset(new int[] {image}).digest();
  }

  /** Once in the second run, after an epoch and a step; then the first is not trained again. */
  @Test
  void whatWasInterruptedGoesOnWithTheSameCommand() throws IOException {
    Path out = temporary.resolve("parts");
    int asked = 1 + STEPS_A_RUN + 1 + STEPS_A_RUN / 2 + 1;
    Interruption interruption =
        new Interruption() {
          private int times;

          @Override
          boolean requested() {
            return times++ >= asked;
          }
        };
    CommandRun first = CommandRun.with(Backends.find(), interruption, curve(out));
    assertEquals(Failures.INTERRUPTED, first.status(), first.err());
    assertTrue(first.err().contains("same options and --out " + out + " goes on"), first.err());
    assertEquals("", first.out());
    byte[] trained = Files.readAllBytes(out.resolve("share-0.25/history.csv"));
    CommandRun second = CommandRun.of(curve(out));
    second.succeeded();
    assertTrue(second.err().contains("share-0.25, run 1 of 2, is complete in"), second.err());
    assertTrue(second.err().contains("going on after step 5, with 1 of 2 epochs"), second.err());
    assertArrayEquals(trained, Files.readAllBytes(out.resolve("share-0.25/history.csv")));
    for (int i = 0; i < 2; i++) {
      for (String score : SCORES) {
        String pointer = "/points/" + i + "/" + score;
        assertEquals(
            json(whole.resolve("learning-curve.json")).at(pointer),
            json(out.resolve("learning-curve.json")).at(pointer));
      }
    }
  }

  @Test
  void seedsAndSameEpochsOfADeterministicNetwork() throws IOException {
    Path out = temporary.resolve("seeds");
    CommandRun run =
        CommandRun.of(curve(out, "--seeds=2", "--epochs=1", "--same-epochs", "--deterministic"));
    run.succeeded();
    assertTrue(run.out().contains("as many epochs each"), run.out());
    assertTrue(run.out().contains("over the seeds 1, 2"), run.out());
    JsonNode point = json(out.resolve("learning-curve.json")).get("points").get(0);
    assertEquals(1, point.at("/epochs/mean").intValue());
    assertEquals(1, point.at("/steps/mean").intValue());
    assertEquals(1, point.get("draws").intValue());
    assertEquals(0, point.at("/epistemic/mean").doubleValue(), "a single draw");
    double one = json(out.resolve("seed-1/share-0.25/metrics.json")).get("nll").doubleValue();
    JsonNode second = json(out.resolve("seed-2/share-0.25/metrics.json"));
    double two = second.get("nll").doubleValue();
    assertEquals(2, second.get("seed").intValue());
    assertEquals((one + two) / 2, point.at("/nll/mean").doubleValue(), 1e-12);
    // Of two values s is |a − b| / √2, and its error that by √2.
    assertEquals(Math.abs(one - two) / 2, point.at("/nll/standardError").doubleValue(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "--epochs=3, epochs is 12 but was 8",
    "--same-epochs, epochs is 2 but was 8",
    "--train-limit=100, trainLimit is 25 but was 50",
    "--backend=djl, backend is djl but was tf"
  })
  void foldersWithRunsOfOtherSettingsAreRefused(String option, String message) {
    CommandRun.of(curve(whole, option))
        .failedWith(1, "holds a run of other settings", message, "another folder with --out");
  }

  @ParameterizedTest
  @CsvSource({
    "1, --fractions=0, --fractions must be above 0 and at most 1",
    "1, --fractions=1.5, 'at most 1, got 1.5'",
    "1, --fractions=0.001, of 200 training images the share 0.001",
    "1, '--fractions=0.5,0.501', both 100",
    "1, --seeds=0, --seeds must be at least 1",
    "1, --eval-draws=0, evaluation draws must be at least 1",
    "1, --data=nothing, nothing",
    "1, --dropout=1, dropout",
    "2, --fractions=few, --fractions",
    "2, --resume=x, --resume"
  })
  void whatCannotBeIsRefusedBeforeAnythingIsWritten(int status, String option, String message) {
    Path out = temporary.resolve("never-made");
    CommandRun.of(curve(out, option)).failedWith(status, message);
    assertFalse(Files.exists(out));
  }
}
