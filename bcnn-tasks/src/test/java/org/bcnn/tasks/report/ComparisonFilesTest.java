package org.bcnn.tasks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.comparison.Contender;
import org.bcnn.tasks.comparison.ContenderSummary;
import org.bcnn.tasks.comparison.ScoresByHand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonFilesTest {
  /** Accuracies 0.9 and 0.7: mean 0.8, s = √0.02, standard error √0.02 / √2 = 0.1. */
  private static final List<ContenderSummary> TWO_SEEDS =
      List.of(
          ScoresByHand.summary(
              Contender.BAYESIAN,
              ScoresByHand.scores(0.9, Map.of("mutualInformation", 0.9)),
              ScoresByHand.scores(0.7, Map.of("mutualInformation", 0.8))),
          ScoresByHand.summary(
              Contender.DETERMINISTIC,
              ScoresByHand.scores(0.5, Map.of()),
              ScoresByHand.scores(0.5, Map.of())));

  @TempDir private Path temporary;

  @Test
  void tablesForPeople() {
    ComparisonTable table = new ComparisonTable(TWO_SEEDS);
    List<String> lines = table.text().lines().toList();
    assertEquals("                                  bayesian    deterministic", lines.get(0));
    assertEquals("  accuracy, %                80.00 ± 10.00     50.00 ± 0.00", lines.get(1));
    assertEquals("  AUROC of glyphs by", lines.get(5));
    assertEquals("    mutual information     0.8500 ± 0.0500  0.5000 ± 0.0000", lines.get(7));
    assertEquals("    the best score         0.8500 ± 0.0500  0.5000 ± 0.0000", lines.get(8));
    assertEquals("    which is                   mutual inf.          entropy", lines.get(9));
    List<String> markdown = table.markdown().lines().toList();
    assertEquals("|  | bayesian | deterministic |", markdown.get(0));
    assertEquals("| --- | ---: | ---: |", markdown.get(1));
    assertEquals("| accuracy, % | 80.00 ± 10.00 | 50.00 ± 0.00 |", markdown.get(2));
    assertTrue(markdown.contains("| AUROC of glyphs by |  |  |"));
    assertTrue(markdown.contains("| which is | mutual inf. | entropy |"));
    assertTrue(markdown.contains("| training, s | – | – |"), "unknown");
    assertTrue(markdown.contains("| prediction, ms an image | 2.000 ± 0.000 | 2.000 ± 0.000 |"));
    assertTrue(markdown.contains("| parameters | 1,234 | 1,234 |"));
  }

  @Test
  void filesForPrograms() throws IOException {
    ComparisonFiles.write(
        RunFolder.open(temporary), "What it is:", Map.of("data", "digits"), TWO_SEEDS);
    JsonNode json = new ObjectMapper().readTree(temporary.resolve("compare.json").toFile());
    assertEquals("digits", json.get("data").textValue());
    JsonNode bayesian = json.get("contenders").get(0);
    assertEquals("bayesian", bayesian.get("contender").textValue());
    assertEquals(0.8, bayesian.at("/accuracy/mean").doubleValue(), 1e-15);
    assertEquals(0.1, bayesian.at("/accuracy/standardError").doubleValue(), 1e-15);
    assertEquals(0.7, bayesian.at("/accuracy/values/1").doubleValue());
    assertTrue(bayesian.at("/trainSeconds/mean").isNull());
    assertEquals(
        0.85, bayesian.at("/ood/glyphs/auroc/mutualInformation/mean").doubleValue(), 1e-15);
    assertEquals("mutualInformation", bayesian.at("/ood/glyphs/bestScore").textValue());
    List<String> csv = Files.readAllLines(temporary.resolve("compare.csv"));
    assertTrue(
        csv.get(0).startsWith("contender,seeds,draws,parameters,accuracy,accuracyError,nll"));
    assertTrue(csv.get(0).endsWith("glyphs.epistemic,glyphs.epistemicError,glyphs.bestScore"));
    assertTrue(csv.get(2).startsWith("deterministic,2,30,1234,0.5,0.0,0.25,0.0,"), csv.get(2));
    String markdown = Files.readString(temporary.resolve("compare.md"));
    assertTrue(markdown.startsWith("What it is:\n\n|  | bayesian |"), markdown);
  }

  @Test
  void aSingleSeedHasNoError() throws IOException {
    List<ContenderSummary> one =
        List.of(ScoresByHand.summary(Contender.BAYESIAN, ScoresByHand.scores(0.9, Map.of())));
    ComparisonFiles.write(RunFolder.open(temporary), "One:", Map.of(), one);
    assertTrue(new ComparisonTable(one).markdown().contains("| accuracy, % | 90.00 |"));
    JsonNode json = new ObjectMapper().readTree(temporary.resolve("compare.json").toFile());
    assertTrue(json.at("/contenders/0/accuracy/standardError").isNull());
    assertTrue(
        Files.readAllLines(temporary.resolve("compare.csv"))
            .get(1)
            .startsWith("bayesian,1,30,1234,0.9,,0.25,,"));
  }

  @Test
  void timesOfEpochsAreAddedUp() throws IOException {
    assertTrue(Double.isNaN(EpochTimes.trainSeconds(temporary)), "there is no table");
    Path table = temporary.resolve("history.csv");
    Files.writeString(table, "epoch,loss,seconds\r\n1,7,1.5\r\n2,8,2.25\r\n");
    assertEquals(3.75, EpochTimes.trainSeconds(temporary));
    Files.writeString(table, "epoch,loss,seconds\r\n1,7,NaN\r\n2,8,2.25\r\n");
    assertTrue(Double.isNaN(EpochTimes.trainSeconds(temporary)), "a time was lost");
    Files.writeString(table, "epoch,loss\r\n1,7\r\n");
    assertTrue(Double.isNaN(EpochTimes.trainSeconds(temporary)));
  }
}
