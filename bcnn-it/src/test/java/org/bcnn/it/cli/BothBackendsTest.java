package org.bcnn.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bcnn.tasks.cli.Bcnn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same run on both backends gives the same numbers. */
final class BothBackendsTest {
  /**
   * The loss of a step, relative. Engines sum in different orders, which float32 rounds to about
   * 1e-7; a hundred steps of Adam let that grow, on MNIST to less than 3e-6.
   */
  private static final double LOSS = 1e-5;

  /** The test NLL of one checkpoint under the same noise, absolute, in nats an example. */
  private static final double NLL = 1e-4;

  private static final int STEPS = 100;

  @TempDir private Path temporary;

  private static void run(String... args) {
    StringWriter err = new StringWriter();
    StringWriter out = new StringWriter();
    int status = Bcnn.run(new PrintWriter(out), new PrintWriter(err), args);
    assertEquals(0, status, err.toString());
  }

  private Path train(String backend, String data, String estimator, String limit) {
    Path out = temporary.resolve(backend + "-" + data + "-" + estimator);
    run(
        "classify",
        "train",
        "--backend=" + backend,
        "--threads=2",
        "--data=" + data,
        "--estimator=" + estimator,
        "--train-limit=" + limit,
        "--batch-size=64",
        "--epochs=1",
        "--eval-draws=4",
        "--out=" + out);
    return out;
  }

  private static JsonNode metrics(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
  }

  private static void assertStepsAgree(Path one, Path other) throws IOException {
    List<String> left = Files.readAllLines(one.resolve("steps.csv"));
    List<String> right = Files.readAllLines(other.resolve("steps.csv"));
    assertEquals(left.size(), right.size());
    assertTrue(left.size() > STEPS, "too few steps to say anything");
    for (int step = 1; step <= STEPS; step++) {
      double a = Double.parseDouble(left.get(step).split(",", -1)[2]);
      double b = Double.parseDouble(right.get(step).split(",", -1)[2]);
      assertEquals(a, b, LOSS * Math.abs(a), "loss of step " + step);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lrt", "weight"})
  void trainingAgreesStepByStep(String estimator) throws IOException {
    Path tf = train("tf", "digits", estimator, "7200");
    Path djl = train("djl", "digits", estimator, "7200");
    assertStepsAgree(tf, djl);
    assertEquals(
        metrics(tf).get("accuracy").doubleValue(),
        metrics(djl).get("accuracy").doubleValue(),
        0.002);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void aCheckpointOfOneEvaluatesAlikeOnTheOther(String trainedOn) throws IOException {
    String other = trainedOn.equals("tf") ? "djl" : "tf";
    Path trained = train(trainedOn, "digits", "lrt", "1200");
    Path out = temporary.resolve("evaluated");
    run(
        "classify",
        "evaluate",
        "--checkpoint=" + trained.resolve("checkpoint.safetensors"),
        "--backend=" + other,
        "--threads=2",
        "--eval-draws=4",
        "--out=" + out);
    for (String score : List.of("nll", "brier", "epistemic", "predictiveEntropy")) {
      assertEquals(
          metrics(trained).get(score).doubleValue(),
          metrics(out).get(score).doubleValue(),
          NLL,
          score);
    }
    double kl = metrics(trained).get("klNats").doubleValue();
    assertEquals(kl, metrics(out).get("klNats").doubleValue(), 1e-6 * kl);
  }

  /** The real thing, where it is at hand. */
  @Test
  void trainingOnMnistAgreesStepByStep() throws IOException {
    assumeTrue(
        System.getenv("BCNN_DATA_DIR") != null,
        "BCNN_DATA_DIR is not set to a folder that holds mnist");
    assertStepsAgree(train("tf", "mnist", "lrt", "7200"), train("djl", "mnist", "lrt", "7200"));
  }
}
