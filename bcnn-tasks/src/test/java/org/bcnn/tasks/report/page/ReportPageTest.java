package org.bcnn.tasks.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bcnn.tasks.classification.CorruptionScores;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.classification.Evaluation;
import org.bcnn.tasks.classification.ImageScore;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.OutputException;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.uncertainty.Calibration;
import org.bcnn.uncertainty.Logits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page as a parser of XML sees it. */
class ReportPageTest {
  private static final String EVIL = "<b>&\"' class";
  private static final String OTHER = "other/~<i>";
  private static final int IMAGES = 40;
  private static final ImageScore ENTROPY = ImageScore.PREDICTIVE_ENTROPY;

  @TempDir private Path temporary;

  /** Logits that differ from draw to draw by an amount, without any chance. */
  private static Logits logits(int draws, int images, double spread, double sharpness) {
    float[] values = new float[draws * images * 3];
    for (int i = 0; i < values.length; i++) {
      int image = i / 3 % images;
      values[i] =
          (float)
              (sharpness * (i % 3 == image % 3 ? 1 + image % 7 : 0) + spread * Math.sin(i * 7.0));
    }
    return Logits.owning(draws, images, 3, values);
  }

  private static LabelledImages images(int channels) {
    byte[] pixels = new byte[IMAGES * channels * 8 * 8];
    int[] labels = new int[IMAGES];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 31);
    }
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i % 10 == 0 ? (i + 1) % 3 : i % 3;
    }
    return LabelledImages.of(channels, 8, 8, List.of("one", EVIL, "three"), pixels, labels);
  }

  private static Metrics metrics(DetailedEvaluation evaluation) {
    return new Metrics()
        .put(evaluation.evaluation())
        .put("klNats", 1234.5678)
        .put("parameters", 88_852)
        .put("trainSeconds", 12.3456)
        .put("examplesPerSecond", Double.NaN)
        .put("data", "data " + EVIL)
        .put("evalDraws", 2)
        .put("training", Map.of("optimizer", EVIL))
        .put("provenance", Map.of("jvm", "a JVM"))
        .putDetails(evaluation, 0.95);
  }

  private static ReportPage page(DetailedEvaluation evaluation, LabelledImages images) {
    return new ReportPage(
        "a model on " + EVIL,
        "a sentence",
        Map.of("model", "a model"),
        metrics(evaluation),
        evaluation,
        images);
  }

  private static DetailedEvaluation bayesian(LabelledImages images) {
    Map<String, Logits> others = new LinkedHashMap<>();
    others.put(OTHER, logits(2, 20, 1, 0.1));
    others.put("second", logits(2, 30, 2, 0.3));
    return DetailedEvaluation.of(logits(2, IMAGES, 0.8, 0.6), images, others);
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static List<Element> elements(Document page, String tag) {
    NodeList found = page.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<String> texts(Document page, String tag) {
    return elements(page, tag).stream().map(Element::getTextContent).toList();
  }

  private void tables() throws IOException {
    Files.writeString(
        temporary.resolve("history.csv"),
        "epoch,loss,nll,kl,trainAccuracy,validationAccuracy,validationNll,validationEpistemic,"
            + "validationAleatoric,validationEntropy,validationMutualInformation,seconds\r\n"
            + "1,9,2.3,1000,0.1,0.2,2.2,0.01,0.5,2.1,0.02,1\r\n"
            + "2,8,1.3,900,0.5,0.6,1.2,0.005,0.3,1.1,0.01,NaN\r\n");
    StringBuilder layers =
        new StringBuilder("epoch,parameter,values,kl,sigma,magnitude,gradientNorm\r\n");
    for (int epoch = 1; epoch <= 2; epoch++) {
      for (int p = 0; p < 9; p++) {
        String kl = p == 8 ? "," : 10 * epoch + "," + 0.1 / epoch;
        layers.append(epoch).append(",p").append(p).append(',').append(p + 1).append(',');
        layers.append(kl).append(",0.5,").append(Math.pow(10, -p)).append("\r\n");
      }
    }
    Files.writeString(temporary.resolve("layers.csv"), layers);
  }

  private Document write(ReportPage page, boolean trained) throws Exception {
    RunFolder folder = RunFolder.open(temporary);
    page.metrics().write(folder);
    page.write(folder, trained);
    String html = Files.readString(temporary.resolve("report.html"));
    assertTrue(html.startsWith("<!DOCTYPE html>"), "as browsers want it");
    return parse(html);
  }

  @Test
  void hasEverySectionAndNothingFromOutside() throws Exception {
    tables();
    LabelledImages images = images(1);
    Document page = write(page(bayesian(images), images), true);
    assertEquals(
        List.of(
            "Scores",
            "Training",
            "Calibration and refusal",
            "Confusion",
            "Images of other kinds",
            "Images",
            "Settings and provenance"),
        texts(page, "h2"));
    List<String> plots = texts(page, "h3");
    for (String plot :
        List.of(
            "Negative log-likelihood",
            "Epistemic variance against accuracy",
            "Standard deviation of the posterior",
            "Norm of the gradient",
            "Reliability diagram",
            "Mutual information",
            "Most certain mistakes")) {
      assertTrue(plots.contains(plot), plot + " among " + plots);
    }
    NodeList all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      for (String attribute : List.of("src", "href", "xlink:href", "data", "srcset")) {
        String at = element.getAttribute(attribute);
        assertTrue(at.isEmpty() || at.startsWith("data:image/png;") || at.startsWith("#"), at);
        if (at.startsWith("#")) {
          assertTrue(
              elements(page, "section").stream()
                  .anyMatch(section -> at.equals("#" + section.getAttribute("id"))),
              at);
        }
      }
      assertFalse(element.getAttribute("style").contains("url("), "a style");
    }
    assertEquals(0, elements(page, "script").size() + elements(page, "link").size());
    String css = texts(page, "style").get(0);
    assertFalse(css.contains("url(") || css.contains("@import"), css);
    assertTrue(css.contains("prefers-color-scheme: dark"), css);
  }

  @Test
  void plotsSayWhatCanBeSeenAndTakeTheColoursOfThePage() throws Exception {
    tables();
    LabelledImages images = images(1);
    Document page = write(page(bayesian(images), images), true);
    List<Element> plots = elements(page, "svg");
    assertEquals(elements(page, "figure").size(), plots.size());
    // 3 + 3 of history.csv, 3 of layers.csv, 3 of calibration, 8 of each other data set
    assertEquals(6 + 3 + 3 + 2 * 8, plots.size());
    TreeSet<String> alts = new TreeSet<>();
    for (Element plot : plots) {
      assertEquals("img", plot.getAttribute("role"));
      assertTrue(plot.getAttribute("aria-label").length() > 30, "an alternative text");
      alts.add(plot.getAttribute("aria-label"));
      assertFalse(plot.getAttribute("viewBox").isEmpty(), "it can be scaled");
    }
    assertEquals(plots.size(), alts.size(), "each its own");
    for (String shape : List.of("path", "line", "rect")) {
      for (Element element : elements(page, shape)) {
        String style = element.getAttribute("style");
        // What is drawn in nothing at all has a colour all the same.
        boolean invisible = style.contains("fill-opacity:0;");
        assertTrue(invisible || !style.contains("rgb("), shape + " " + style);
      }
    }
    for (Element picture : elements(page, "img")) {
      assertTrue(picture.getAttribute("alt").startsWith("Test image "), "an alternative text");
    }
  }

  @Test
  void everyNumberIsThatOfTheMetrics() throws Exception {
    LabelledImages images = images(1);
    Document page = write(page(bayesian(images), images), false);
    JsonNode json = new ObjectMapper().readTree(temporary.resolve("metrics.json").toFile());
    List<Element> numbers = elements(page, "data");
    TreeSet<String> seen = new TreeSet<>();
    for (Element number : numbers) {
      String pointer = number.getAttribute("data-metric");
      assertEquals(
          json.at(pointer).doubleValue(),
          Double.parseDouble(number.getAttribute("value")),
          pointer);
      String shown = number.getTextContent().replace(",", "");
      double scale = shown.endsWith(" %") ? 100 : 1;
      double value = Double.parseDouble(shown.replaceAll("[^-0-9.e]", ""));
      double wanted = json.at(pointer).doubleValue() * scale;
      assertEquals(wanted, value, Math.max(5e-3 * scale / 100, 6e-3 * Math.abs(wanted)), pointer);
      seen.add(pointer);
    }
    for (String name :
        List.of("accuracy", "nll", "ece", "brier", "epistemic", "aleatoric", "klNats")) {
      assertTrue(seen.contains("/" + name), name);
    }
    JsonNode ood = json.get("ood").get(OTHER);
    assertEquals(8 + 1, ood.size(), "every score, and how many images");
    ood.fieldNames()
        .forEachRemaining(
            score -> {
              if (!"images".equals(score)) {
                assertTrue(seen.contains("/ood/other~1~0<i>/" + score + "/auroc"), score);
                assertTrue(seen.contains("/ood/other~1~0<i>/" + score + "/fpr95"), score);
              }
            });
  }

  @Test
  void namesAreTextsWhateverTheyAre() throws Exception {
    LabelledImages images = images(1);
    Document page = write(page(bayesian(images), images), false);
    assertEquals(List.of("a model on " + EVIL), texts(page, "h1"));
    assertTrue(texts(page, "th").contains(EVIL), "a class");
    assertTrue(texts(page, "h3").contains("data " + EVIL + " against " + OTHER), "a data set");
    assertEquals(0, elements(page, "b").size() + elements(page, "i").size());
  }

  @Test
  void imagesAreThoseOfHighestAndLowestEntropy() throws Exception {
    LabelledImages images = images(3);
    DetailedEvaluation evaluation = bayesian(images);
    Document page = write(page(evaluation, images), false);
    List<Element> pictures = elements(page, "img");
    assertTrue(pictures.size() > 16, "three groups");
    int least = 0;
    int most = 0;
    for (int image = 1; image < IMAGES; image++) {
      double entropy = evaluation.images().value(ENTROPY, image);
      least = entropy > evaluation.images().value(ENTROPY, least) ? image : least;
      most = entropy < evaluation.images().value(ENTROPY, most) ? image : most;
    }
    assertTrue(pictures.get(0).getAttribute("alt").startsWith("Test image " + least + ","));
    Element certain = pictures.get(pictures.size() - 10);
    assertTrue(certain.getAttribute("alt").startsWith("Test image " + most + ","));
    String uri = pictures.get(0).getAttribute("src");
    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    var picture = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(14 * 8, picture.getWidth(), "112 pixels of 8");
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(
          images.pixel(least, channel, 7, 3),
          picture.getRaster().getSample(3 * 14 + 5, 7 * 14 + 13, channel));
    }
  }

  /** One draw: no epistemic variance and no information, of which no empty plot may tell. */
  @Test
  void deterministicRunsHaveASensiblePage() throws Exception {
    Files.write(
        temporary.resolve("history.csv"),
        List.of(
            "epoch,loss,nll,kl,trainAccuracy,validationAccuracy,validationNll,seconds",
            "1,2.3,2.3,0,0.1,NaN,NaN,1"));
    LabelledImages images = images(1);
    DetailedEvaluation plain =
        DetailedEvaluation.of(
            logits(1, IMAGES, 0.8, 0.6), images, Map.of("other", logits(1, 20, 1, 0.1)));
    Document page = write(page(plain, images), true);
    List<String> plots = texts(page, "h3");
    assertTrue(plots.contains("Negative log-likelihood"), plots.toString());
    for (String plot :
        List.of("KL divergence", "Epistemic variance", "Epistemic variance against accuracy")) {
      assertFalse(plots.contains(plot), plot);
    }
    assertTrue(plots.contains("Aleatoric variance"), plots.toString());
  }

  @Test
  void manyClassesAreListedByTheirMistakes() throws Exception {
    int classes = 30;
    List<String> names = new ArrayList<>();
    float[] logits = new float[classes * classes];
    int[] labels = new int[classes];
    for (int i = 0; i < classes; i++) {
      names.add("class " + i);
      labels[i] = i;
      logits[i * classes + (i == 3 ? 4 : i)] = 5;
    }
    LabelledImages images = LabelledImages.of(2, 1, 1, names, new byte[2 * classes], labels);
    DetailedEvaluation evaluation =
        DetailedEvaluation.of(Logits.owning(1, classes, classes, logits), images, Map.of());
    Document page = write(page(evaluation, images), false);
    List<String> cells = texts(page, "td");
    int mistake = cells.indexOf("class 3");
    assertEquals(List.of("class 3", "class 4", "1"), cells.subList(mistake, mistake + 3));
    assertEquals(0, elements(page, "img").size(), "two channels are no picture");
  }

  @Test
  void corruptionsAreShownWhereThereAreAny() throws Exception {
    LabelledImages images = images(1);
    DetailedEvaluation plain = bayesian(images);
    assertFalse(texts(write(page(plain, images), false), "h2").contains("Corrupted images"));
    Evaluation evaluation =
        new Evaluation(new Calibration(0.5, 1.25, 0.75, 0.125), 0.01, 0.02, 0.3, 0.04);
    DetailedEvaluation corrupted =
        plain.withCorruptions(
            List.of(
                new CorruptionScores("none", 0, "", 0, 40, plain.evaluation()),
                new CorruptionScores("noise", 1, "standard deviation", 0.1, 40, evaluation),
                new CorruptionScores("noise", 2, "standard deviation", 0.2, 40, evaluation)));
    Document document = write(page(corrupted, images), false);
    assertTrue(texts(document, "h2").contains("Corrupted images"));
    List<String> rows = texts(document, "tr");
    assertTrue(
        rows.contains("noise 0.1 standard deviation50.00 %1.25000.12500.30000.040000.01000"),
        rows.toString());
    assertTrue(texts(document, "p").stream().anyMatch(text -> text.contains("same 40 test")));
    assertTrue(texts(document, "h3").contains("Mutual information"));
  }

  @Test
  void aPageThatCannotBeWrittenIsOneMessageAndTheScoresStay() throws Exception {
    LabelledImages images = images(1);
    ReportPage page = page(bayesian(images), images);
    RunFolder folder = RunFolder.open(temporary);
    page.metrics().write(folder);
    Files.createDirectories(temporary.resolve("report.html").resolve("not empty"));
    OutputException thrown = assertThrows(OutputException.class, () -> page.write(folder, false));
    assertTrue(thrown.getMessage().startsWith("cannot write "), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("report.html"), thrown.getMessage());
    assertNotNull(new ObjectMapper().readTree(temporary.resolve("metrics.json").toFile()));
  }
}
