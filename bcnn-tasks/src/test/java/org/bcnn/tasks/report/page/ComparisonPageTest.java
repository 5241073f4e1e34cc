package org.bcnn.tasks.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.comparison.Contender;
import org.bcnn.tasks.comparison.ContenderScores;
import org.bcnn.tasks.comparison.ContenderSummary;
import org.bcnn.tasks.comparison.ScoresByHand;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.uncertainty.Calibration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ComparisonPageTest {
  private static final String EVIL = "<b>&\"' data";

  @TempDir private Path temporary;

  private static ContenderSummary contender(Contender contender, double... accuracies) {
    return new ContenderSummary(
        contender,
        Arrays.stream(accuracies)
            .mapToObj(accuracy -> ScoresByHand.scores(accuracy, Map.of("predictiveEntropy", 0.9)))
            .toList());
  }

  private static ComparisonPage page(ContenderSummary... contenders) {
    return new ComparisonPage(
        "Comparison on " + EVIL,
        "a sentence",
        Map.of("data", EVIL, "members", 5, "provenance", Map.of("jvm", "a JVM")),
        List.of(contenders));
  }

  private static List<String> titles(PageReader page) {
    return page.elements("figure").stream()
        .map(figure -> figure.getElementsByTagName("h3").item(0).getTextContent())
        .toList();
  }

  @Test
  void showsAllScoresOfAllContenders() throws Exception {
    PageReader page =
        new PageReader(
            page(contender(Contender.BAYESIAN, 0.9), contender(Contender.DROPOUT, 0.8)).page());
    assertEquals("Comparison on " + EVIL, page.texts("h1").get(0));
    assertEquals(
        List.of(
            "Conclusion",
            "Scores",
            "Beside each other",
            "Reliability",
            "Cost",
            "Settings and provenance"),
        page.texts("h2"));
    assertEquals(
        List.of(
            "Negative log-likelihood",
            "Accuracy",
            "Expected calibration error",
            "Brier score",
            "AUROC of glyphs by predictive entropy",
            "AUROC of glyphs by mutual information",
            "Reliability diagrams",
            "Prediction",
            "Parameters"),
        titles(page),
        "seconds of training are not known");
    assertEquals(
        "Accuracy of each contender. bayesian: 0.9000. dropout: 0.8000.", page.alt("Accuracy"));
    assertEquals("Prediction of each contender. bayesian: 2. dropout: 2.", page.alt("Prediction"));
    assertTrue(page.texts("td").contains("90.00"), "the table is there, too");
    assertTrue(page.texts("td").contains("a JVM"));
  }

  /** The diagonal and a line a contender, in the colour of its marks elsewhere. */
  @Test
  void reliabilityOfAllContendersIsInOnePlot() throws Exception {
    PageReader page =
        new PageReader(
            page(contender(Contender.BAYESIAN, 0.9, 0.7), contender(Contender.DROPOUT, 0.8, 0.8))
                .page());
    Element figure = page.figure("Reliability diagrams");
    List<String> legend =
        PageReader.elements(figure.getElementsByTagName("li")).stream()
            .map(Element::getTextContent)
            .toList();
    assertEquals(List.of("perfect calibration", "bayesian", "dropout"), legend);
    assertEquals(
        "Accuracy against confidence in 1 (bayesian), 1 (dropout) bins that have images; on the "
            + "diagonal confidence is deserved.",
        page.alt("Reliability diagrams"));
    assertTrue(page.texts("td").contains("20"), "two seeds of ten images");
    assertEquals(
        List.of("bayesian", "dropout"),
        PageReader.elements(page.figure("Accuracy").getElementsByTagName("li")).stream()
            .map(Element::getTextContent)
            .toList());
  }

  @Test
  void severalSeedsHaveBarsOfError() throws Exception {
    PageReader one =
        new PageReader(
            page(contender(Contender.BAYESIAN, 0.8), contender(Contender.DROPOUT, 0.5)).page());
    PageReader two =
        new PageReader(
            page(contender(Contender.BAYESIAN, 0.9, 0.7), contender(Contender.DROPOUT, 0.3, 0.7))
                .page());
    assertTrue(strokes(two) > strokes(one), strokes(two) + " and " + strokes(one));
    assertEquals(
        "Accuracy of each contender. bayesian: 0.8000 ± 0.1000. dropout: 0.5000 ± 0.2000.",
        two.alt("Accuracy"));
    assertTrue(two.texts("p").stream().anyMatch(text -> text.contains("± its standard error")));
  }

  private static long strokes(PageReader page) {
    return PageReader.elements(page.figure("Accuracy").getElementsByTagName("*")).stream()
        .filter(element -> element.getAttribute("style").contains(Ink.BLUE.css()))
        .count();
  }

  /** Their NLLs are alike; Brier scores are, too. */
  @Test
  void concludesFromTheNumbers() throws Exception {
    PageReader page =
        new PageReader(
            page(
                    contender(Contender.BAYESIAN, 0.9, 0.9),
                    contender(Contender.DROPOUT, 0.8, 0.8),
                    contender(Contender.ENSEMBLE, 1, 0.7))
                .page());
    assertTrue(
        page.texts("p")
            .contains("By NLL bayesian, dropout and ensemble are equally best (0.2500)."));
    assertTrue(
        page.texts("li")
            .contains(
                "By accuracy bayesian is best (90.00 %); dropout is worse by more than chance; "
                    + "ensemble cannot be told from it."));
    assertTrue(page.texts("p").stream().anyMatch(text -> text.contains("over 2 seeds")));
  }

  @Test
  void aSingleSeedGivesAnOrderAndSaysSo() throws Exception {
    PageReader page =
        new PageReader(
            page(
                    contender(Contender.BAYESIAN, 0.7),
                    contender(Contender.DROPOUT, 0.8),
                    contender(Contender.ENSEMBLE, 0.9))
                .page());
    assertTrue(
        page.texts("li")
            .contains(
                "By accuracy ensemble is best (90.00 %), then dropout (80.00 %), bayesian "
                    + "(70.00 %)."));
    assertTrue(page.texts("p").stream().anyMatch(text -> text.contains("--seeds 3 or more")));
  }

  private static ContenderSummary costing(
      Contender contender, double nll, double trainSeconds, double secondsPerImage) {
    ContenderScores scores = ScoresByHand.scores(0.9, Map.of());
    return new ContenderSummary(
        contender,
        List.of(
            new ContenderScores(
                scores.draws(),
                new Calibration(0.9, nll, 0.1, 0.1),
                scores.reliability(),
                Map.of(),
                scores.parameters(),
                trainSeconds,
                secondsPerImage)));
  }

  @Test
  void saysWhatTheBestCosts() throws Exception {
    PageReader page =
        new PageReader(
            page(
                    costing(Contender.BAYESIAN, 0.1, 30, 0.5),
                    costing(Contender.DETERMINISTIC, 0.2, 20, 0.25),
                    costing(Contender.DROPOUT, 0.3, 40, 0.125))
                .page());
    assertTrue(
        page.texts("p")
            .contains(
                "By NLL bayesian is best (0.1000), then deterministic (0.2000), dropout (0.3000). "
                    + "It takes 1.5 times as long as deterministic to train and 4.0 times as long "
                    + "as dropout to predict."));
    assertEquals(
        "Training of each contender. bayesian: 30. deterministic: 20. dropout: 40.",
        page.alt("Training"));
    PageReader cheap =
        new PageReader(
            page(
                    costing(Contender.BAYESIAN, 0.1, 10, 0.5),
                    costing(Contender.DROPOUT, 0.3, 40, 0.5))
                .page());
    assertTrue(
        cheap.texts("p").stream()
            .anyMatch(
                text ->
                    text.endsWith(
                        "It takes the least time to train and the least time to predict.")));
  }

  @Test
  void aSingleContenderIsNotConcludedFrom() throws Exception {
    ComparisonPage single = page(contender(Contender.BAYESIAN, 0.9));
    assertFalse(new PageReader(single.page()).texts("h2").contains("Conclusion"));
    single.write(RunFolder.open(temporary));
    assertTrue(Files.readString(temporary.resolve("report.html")).contains("<figure>"));
  }
}
