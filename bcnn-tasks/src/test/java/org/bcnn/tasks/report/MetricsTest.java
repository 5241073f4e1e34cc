package org.bcnn.tasks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.bcnn.tasks.classification.Evaluation;
import org.bcnn.uncertainty.Calibration;
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
}
