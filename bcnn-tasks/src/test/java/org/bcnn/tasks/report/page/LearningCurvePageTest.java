package org.bcnn.tasks.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.comparison.CurveByHand;
import org.bcnn.tasks.comparison.LearningCurvePoint;
import org.bcnn.tasks.report.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCurvePageTest {
  private static final String EVIL = "<b>&\"' data";

  @TempDir private Path temporary;

  private static LearningCurvePage page(LearningCurvePoint... points) {
    return new LearningCurvePage(
        "Curve of " + EVIL,
        "a sentence",
        Map.of("data", EVIL, "seeds", List.of(1, 2), "provenance", Map.of("jvm", "a JVM")),
        List.of(points));
  }

  @Test
  void plotsEveryScoreAgainstTheNumberOfImages() throws Exception {
    PageReader page =
        new PageReader(
            page(CurveByHand.point(0.1, 90, 30, 0.5), CurveByHand.point(1, 2_000, 30, 0.75))
                .page());
    assertEquals("Curve of " + EVIL, page.texts("h1").get(0));
    assertEquals(
        List.of(
            "Accuracy",
            "Negative log-likelihood",
            "Expected calibration error",
            "Epistemic variance",
            "Aleatoric variance",
            "Predictive entropy",
            "Mutual information"),
        titles(page));
    assertEquals(
        "Accuracy against the number of training images. accuracy: 0.5000 with 90 images, 0.7500 "
            + "with 2,000.",
        page.alt("Accuracy"));
    assertTrue(
        page.texts("p").stream()
            .anyMatch(text -> text.contains("The aleatoric part is what the model says")));
    assertTrue(page.texts("td").contains("75.00"), "the table is there, too");
    assertTrue(page.texts("td").contains("a JVM"));
  }

  private static List<String> titles(PageReader page) {
    return page.elements("figure").stream()
        .map(figure -> figure.getElementsByTagName("h3").item(0).getTextContent())
        .toList();
  }

  @Test
  void theAxisIsOfWholeDecades() {
    Axis axis = Axis.of("images");
    assertEquals(10, axis.decades(90, 2_000).least(), 1e-9);
    assertEquals(10_000, axis.decades(90, 2_000).most(), 1e-9);
    assertEquals(100, axis.decades(100, 1_000).least(), 1e-9);
    assertEquals(1_000, axis.decades(100, 1_000).most(), 1e-9);
    assertEquals(1, axis.decades(10, 10).least(), 1e-9, "a single place is no axis");
    assertEquals(Axis.Kind.LOGARITHMIC, axis.decades(1, 2).kind());
  }

  @Test
  void aNetworkOfSinglePredictionsHasNoEpistemicPart() throws Exception {
    PageReader page =
        new PageReader(
            page(CurveByHand.point(0.1, 90, 1, 0.5), CurveByHand.point(1, 2_000, 1, 0.75)).page());
    assertFalse(titles(page).contains("Epistemic variance"));
    assertFalse(titles(page).contains("Mutual information"));
    assertTrue(titles(page).contains("Aleatoric variance"));
    assertTrue(page.texts("p").stream().anyMatch(text -> text.contains("has no epistemic part")));
  }

  /** Bars are lines more than those of the axes, two ends and a stem each. */
  @Test
  void severalSeedsHaveBarsOfError() throws Exception {
    PageReader one =
        new PageReader(
            page(CurveByHand.point(0.1, 90, 30, 0.5), CurveByHand.point(1, 2_000, 30, 0.75))
                .page());
    PageReader two =
        new PageReader(
            page(
                    CurveByHand.point(0.1, 90, 30, 0.45, 0.55),
                    CurveByHand.point(1, 2_000, 30, 0.7, 0.8))
                .page());
    assertNotEquals(strokes(one), strokes(two));
    assertTrue(two.texts("p").stream().anyMatch(text -> text.contains("± its standard error")));
  }

  private static long strokes(PageReader page) {
    return PageReader.elements(page.figure("Accuracy").getElementsByTagName("*")).stream()
        .filter(element -> element.getAttribute("style").contains(Ink.BLUE.css()))
        .count();
  }

  @Test
  void isWrittenForASinglePoint() throws Exception {
    page(CurveByHand.point(1, 1_000, 30, 0.5)).write(RunFolder.open(temporary));
    assertTrue(Files.readString(temporary.resolve("report.html")).contains("<figure>"));
  }
}
