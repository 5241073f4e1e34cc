package org.bcnn.tasks.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.report.SuperResolutionTable;
import org.bcnn.tasks.superresolution.Degradation;
import org.bcnn.tasks.superresolution.DrawnPictures;
import org.bcnn.tasks.superresolution.Fidelity;
import org.bcnn.tasks.superresolution.NamedPicture;
import org.bcnn.tasks.superresolution.PictureExample;
import org.bcnn.tasks.superresolution.PictureScores;
import org.bcnn.tasks.superresolution.PixelCalibration;
import org.bcnn.tasks.superresolution.PixelPrediction;
import org.bcnn.tasks.superresolution.Reconstruction;
import org.bcnn.tasks.superresolution.ResolutionPair;
import org.bcnn.tasks.superresolution.SetScores;
import org.bcnn.tasks.superresolution.SuperResolutionScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page of super-resolution as a parser of XML sees it. */
class SuperResolutionPageTest {
  private static final String EVIL = "<b>&\"' set/~";
  private static final Degradation THIRD = new Degradation(3);

  @TempDir private Path temporary;

  /** Bicubic interpolation that is said to be the mean of draws, with variances made up. */
  private static Reconstruction reconstruction(int place) {
    NamedPicture picture = DrawnPictures.drawn().draw(Split.TEST).pictures().get(place);
    ResolutionPair pair = picture.pair(THIRD, 12);
    Plane bicubic = THIRD.enlarge(pair.low());
    Plane epistemic = bicubic.map(level -> 1e-6 * (1.5 + Math.sin(40 * level)));
    Plane aleatoric = bicubic.map(level -> 1e-3 * (1.5 + Math.sin(30 * level)));
    return new Reconstruction(
        EVIL + place, place, pair, new PixelPrediction(bicubic, epistemic, aleatoric), bicubic);
  }

  private static PictureScores scores(Reconstruction made, boolean twin) {
    SuperResolutionScores own = SuperResolutionScores.of(made.prediction(), made.pair().high(), 3);
    return new PictureScores(
        made.picture(),
        made.pair().high().height(),
        made.pair().high().width(),
        own,
        Fidelity.of(made.bicubic(), made.pair().high(), 3),
        twin ? Optional.of(own) : Optional.empty());
  }

  private static SetScores set(String name, int pictures, boolean twin) {
    List<PictureScores> scores = new ArrayList<>();
    Reconstruction last = null;
    for (int i = 0; i < pictures; i++) {
      last = reconstruction(i);
      scores.add(scores(last, twin));
    }
    return new SetScores(
        name,
        scores,
        SuperResolutionScores.sparsification(last.prediction(), last.pair().high(), 3),
        List.of(new PixelCalibration.Interval(0.5, 0.4), new PixelCalibration.Interval(0.9, 0.8)),
        List.of(new PixelCalibration.Bin(9, 0.01, 0.02), new PixelCalibration.Bin(9, 0.02, 0.02)));
  }

  private static Metrics metrics(List<SetScores> sets) {
    Metrics metrics = new Metrics();
    SuperResolutionTable.values(sets.get(0).mean()).forEach(metrics::put);
    return metrics
        .put("klNats", 123.25)
        .put("parameters", 119_000)
        .put("trainSeconds", 12.5)
        .put("data", sets.get(0).set())
        .put("sets", SuperResolutionTable.json(sets))
        .put("training", Map.of("patchSize", "17"))
        .put("provenance", Map.of("jvm", "a JVM"));
  }

  private Document write(List<SetScores> sets, List<PictureExample> examples, boolean trained)
      throws Exception {
    RunFolder folder = RunFolder.open(temporary);
    Metrics metrics = metrics(sets);
    metrics.write(folder);
    new SuperResolutionPage(
            "a model on " + EVIL, "a sentence", Map.of("model", "a model"), metrics, sets, examples)
        .write(folder, trained);
    String html = Files.readString(temporary.resolve("report.html"));
    assertTrue(html.startsWith("<!DOCTYPE html>"), "as browsers want it");
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

  private static PictureExample example(SetScores set, int place) {
    return new PictureExample(
        set.set(), "the most gain", set.pictures().get(place), reconstruction(place));
  }

  @Test
  void hasEverySection() throws Exception {
    Files.writeString(
        temporary.resolve("history.csv"),
        String.join(
            "\r\n",
            "epoch,loss,nll,kl,trainSquaredError,validationPsnr,validationNll,seconds",
            "1,9,-100,1000,0.1,20,-200,1",
            "2,8,-300,900,0.01,25,-400,1",
            ""));
    SetScores first = set(EVIL, 2, true);
    SetScores second = set("second", 1, true);
    Document page =
        write(List.of(first, second), List.of(example(first, 1), example(second, 0)), true);
    assertEquals(
        List.of(
            "Scores",
            "Sets of pictures",
            "Training",
            "Reconstructions",
            "Uncertainty of pixels",
            "Scores by picture",
            "Settings and provenance"),
        texts(page, "h2"));
    List<String> figures = texts(page, "h3");
    for (String figure :
        List.of(
            "Negative log-likelihood",
            "Peak signal-to-noise ratio",
            "KL divergence",
            "Input",
            "Bicubic",
            "Mean",
            "Truth",
            "Absolute error",
            "Standard deviation",
            "Epistemic part",
            "Aleatoric part",
            "Calibration of intervals",
            "Error against predicted deviation",
            "Sparsification on " + EVIL,
            "Sparsification on second",
            "Epistemic deviation by set")) {
      assertTrue(figures.contains(figure), figure + " among " + figures);
    }
    assertFalse(figures.contains("Accuracy"), "that is of classification");
    // Two examples of eight pictures, of which four are maps with a bar.
    assertEquals(2 * (8 + 4), elements(page, "img").size());
    for (Element image : elements(page, "img")) {
      assertTrue(image.getAttribute("src").startsWith("data:image/png;base64,"));
      assertFalse(image.getAttribute("alt").isBlank());
    }
    assertTrue(texts(page, "th").contains("deterministic"));
  }

  /** The parts are at the same place: the input, 40 pixels wide, is a third of the others. */
  @Test
  void partsOfAPictureFitTogether() throws Exception {
    SetScores set = set("drawn", 1, false);
    Document page = write(List.of(set), List.of(example(set, 0)), false);
    List<String> widths =
        elements(page, "img").stream()
            .map(image -> image.getAttribute("width"))
            .filter(width -> !width.isEmpty())
            .toList();
    assertEquals(List.of("40", "120", "120", "120", "120", "120", "120", "120"), widths);
  }

  /** A set and its name are one there is nothing to compare with. */
  @Test
  void leavesOutWhatThereIsNot() throws Exception {
    SetScores set = set("drawn", 1, false);
    Document page = write(List.of(set), List.of(), false);
    assertEquals(
        List.of("Scores", "Uncertainty of pixels", "Scores by picture", "Settings and provenance"),
        texts(page, "h2"));
    assertFalse(texts(page, "th").contains("deterministic"));
    assertFalse(texts(page, "h3").contains("Epistemic deviation by set"));
  }

  /** A number with a pointer is the number that the file has there. */
  @Test
  void numbersAreThoseOfTheFile() throws Exception {
    Document page = write(List.of(set(EVIL, 2, true), set("second", 1, true)), List.of(), false);
    JsonNode metrics = new ObjectMapper().readTree(temporary.resolve("metrics.json").toFile());
    List<Element> numbers = elements(page, "data");
    assertTrue(numbers.size() > 30, numbers.size() + " numbers");
    for (Element number : numbers) {
      JsonNode there = metrics.at(number.getAttribute("data-metric"));
      assertTrue(there.isNumber(), number.getAttribute("data-metric"));
      assertEquals(Double.parseDouble(number.getAttribute("value")), there.doubleValue());
    }
  }

  @Test
  void longTablesAreFolded() throws Exception {
    SetScores few = set("few", 1, false);
    PictureScores one = few.pictures().get(0);
    List<PictureScores> many = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      many.add(one);
    }
    SetScores large =
        new SetScores("many", many, few.sparsification(), few.intervals(), few.bins());
    Document page = write(List.of(few, large), List.of(), false);
    assertEquals(List.of("21 pictures"), texts(page, "summary"));
  }
}
