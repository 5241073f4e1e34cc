package org.bcnn.tasks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.classification.Evaluation;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.uncertainty.Calibration;
import org.bcnn.uncertainty.Logits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
  @TempDir private Path temporary;

  @Test
  void writesEachScoreUnderItsName() throws IOException {
    Evaluation evaluation =
        new Evaluation(new Calibration(0.9, 0.3, 0.2, 0.1), 0.01, 0.02, 0.03, 0.04);
    new Metrics()
        .put(evaluation)
        .put("seed", 7L)
        .put("nothing", Double.NaN)
        .write(RunFolder.open(temporary));
    JsonNode json = new ObjectMapper().readTree(temporary.resolve("metrics.json").toFile());
    assertEquals(0.9, json.get("accuracy").doubleValue());
    assertEquals(0.3, json.get("nll").doubleValue());
    assertEquals(0.2, json.get("brier").doubleValue());
    assertEquals(0.1, json.get("ece").doubleValue());
    assertEquals(0.01, json.get("epistemic").doubleValue());
    assertEquals(0.02, json.get("aleatoric").doubleValue());
    assertEquals(0.03, json.get("predictiveEntropy").doubleValue());
    assertEquals(0.04, json.get("mutualInformation").doubleValue());
    assertEquals(7, json.get("seed").longValue());
    assertEquals(true, json.get("nothing").isNull());
  }

  /**
   * Two images of two classes by one draw, logits ±2, both predicted to be of class 1, the second
   * wrongly and less surely; an image of another kind is less sure than both.
   */
  @Test
  void writesDetails() throws IOException {
    LabelledImages images =
        LabelledImages.of(1, 1, 1, List.of("a", "b"), new byte[2], new int[] {1, 0});
    DetailedEvaluation detailed =
        DetailedEvaluation.of(
            Logits.owning(1, 2, 2, new float[] {0, 2, 0, 1}),
            images,
            Map.of("other", Logits.owning(1, 1, 2, new float[] {0, 0})));
    new Metrics().putDetails(detailed, 0.99).write(RunFolder.open(temporary));
    JsonNode json = new ObjectMapper().readTree(temporary.resolve("metrics.json").toFile());
    double p = 1 / (1 + Math.exp(-2));
    double entropy = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    assertEquals(0.99, json.at("/refusal/targetAccuracy").doubleValue());
    assertEquals(entropy, json.at("/refusal/predictiveEntropy").doubleValue(), 1e-6);
    assertEquals(0.5, json.at("/refusal/coverage").doubleValue());
    assertEquals(1, json.at("/refusal/accuracy").doubleValue());
    assertEquals("[[0,1],[0,1]]", json.get("confusion").toString());
    assertEquals(15, json.get("reliability").size());
    assertEquals(true, json.at("/reliability/0/accuracy").isNull());
    assertEquals(1, json.at("/ood/other/predictiveEntropy/auroc").doubleValue());
    assertEquals(0, json.at("/ood/other/predictiveEntropy/fpr95").doubleValue());
    assertEquals(0.5, json.at("/ood/other/epistemic/auroc").doubleValue(), "one draw has none");
    assertEquals(0, json.at("/softplus/epistemic").doubleValue());
  }

  @Test
  void saysThatNoThresholdIsGoodEnough() throws IOException {
    LabelledImages image = LabelledImages.of(1, 1, 1, List.of("a", "b"), new byte[1], new int[1]);
    DetailedEvaluation wrong =
        DetailedEvaluation.of(Logits.owning(1, 1, 2, new float[] {0, 2}), image, Map.of());
    new Metrics().putDetails(wrong, 0.5).write(RunFolder.open(temporary));
    JsonNode json = new ObjectMapper().readTree(temporary.resolve("metrics.json").toFile());
    assertEquals(true, json.at("/refusal/predictiveEntropy").isNull());
    assertEquals(0, json.at("/refusal/coverage").doubleValue());
  }
}
