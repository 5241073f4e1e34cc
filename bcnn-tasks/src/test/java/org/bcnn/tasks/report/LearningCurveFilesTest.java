package org.bcnn.tasks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.comparison.CurveByHand;
import org.bcnn.tasks.comparison.LearningCurvePoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCurveFilesTest {
  private static final List<LearningCurvePoint> TWO_SEEDS =
      List.of(CurveByHand.point(0.1, 90, 30, 0.5, 0.5), CurveByHand.point(1, 1_000, 30, 0.9, 0.7));

  @TempDir private Path temporary;

  @Test
  void aTableForPeople() {
    List<String> lines = new LearningCurveTable(TWO_SEEDS).text().lines().toList();
    assertEquals("  training images                          90              1,000", lines.get(0));
    assertEquals("  epochs                                   22                  2", lines.get(1));
    assertEquals("  accuracy, %                    50.00 ± 0.00      80.00 ± 10.00", lines.get(3));
    assertEquals("  epistemic variance        0.01111 ± 0.00000  0.00100 ± 0.00000", lines.get(6));
    String markdown = new LearningCurveTable(TWO_SEEDS).markdown();
    assertTrue(markdown.startsWith("| training images | 90 | 1,000 |\n| --- | ---: | ---: |\n"));
    assertTrue(markdown.contains("| training, s | – | – |"), "unknown");
  }

  @Test
  void filesForPrograms() throws IOException {
    LearningCurveFiles.write(
        RunFolder.open(temporary), "What it is:", Map.of("data", "digits"), TWO_SEEDS);
    JsonNode json = new ObjectMapper().readTree(temporary.resolve("learning-curve.json").toFile());
    assertEquals("digits", json.get("data").textValue());
    JsonNode last = json.get("points").get(1);
    assertEquals(1, last.get("share").doubleValue());
    assertEquals(1_000, last.get("trainExamples").intValue());
    assertEquals(111, last.get("validationExamples").intValue());
    assertEquals(0.8, last.at("/accuracy/mean").doubleValue(), 1e-15);
    assertEquals(0.1, last.at("/accuracy/standardError").doubleValue(), 1e-15);
    assertEquals(0.7, last.at("/accuracy/values/1").doubleValue());
    assertEquals(0.0005, last.at("/mutualInformation/mean").doubleValue());
    assertTrue(last.at("/trainSeconds/mean").isNull());
    List<String> csv = Files.readAllLines(temporary.resolve("learning-curve.csv"));
    assertTrue(
        csv.get(0)
            .startsWith(
                "share,trainExamples,validationExamples,seeds,draws,epochs,epochsError,steps"),
        csv.get(0));
    assertTrue(csv.get(1).startsWith("0.1,90,10,2,30,22.0,0.0,20.0,0.0,0.5,0.0,"), csv.get(1));
    assertEquals(3, csv.size());
    String markdown = Files.readString(temporary.resolve("learning-curve.md"));
    assertTrue(markdown.startsWith("What it is:\n\n| training images | 90 |"), markdown);
  }

  @Test
  void aSingleSeedHasNoError() {
    String markdown = new LearningCurveTable(List.of(CurveByHand.point(1, 90, 1, 0.5))).markdown();
    assertTrue(markdown.contains("| accuracy, % | 50.00 |"), markdown);
    assertFalse(markdown.contains("±"), markdown);
  }
}
