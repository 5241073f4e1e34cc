package org.bcnn.tasks.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class UpscalePageTest {
  private static final String EVIL = "<b>&\"'.png";

  private static Plane ramp(int height, int width, double top) {
    double[] levels = new double[height * width];
    Arrays.setAll(levels, i -> top * (i + 1) / levels.length);
    return new Plane(height, width, levels);
  }

  private static PageReader page(int height, int width) throws Exception {
    UpscaledSection section =
        UpscaledSection.of(
            EVIL,
            "A sentence.",
            new UpscaledSection.Content(
                new Picture(List.of(ramp(height / 2, width / 2, 255))),
                new Picture(List.of(ramp(height, width, 255))),
                ramp(height, width, 0.1),
                ramp(height, width, 0.02)));
    return new PageReader(
        new UpscalePage(EVIL, "sub", Map.of("provenance", Map.of("jvm", "a JVM")), List.of(section))
            .page());
  }

  private static List<String> titles(PageReader page) {
    return page.elements("figure").stream()
        .map(figure -> figure.getElementsByTagName("h3").item(0).getTextContent())
        .toList();
  }

  @Test
  void aSmallPictureIsEnlargedByAWholeFactor() throws Exception {
    PageReader page = page(60, 100);
    assertEquals(List.of(EVIL, "Settings and provenance"), page.texts("h2"));
    assertEquals(List.of("Bicubic", "Network", "Deviation", "Epistemic deviation"), titles(page));
    assertEquals("--shown: 400px", row(page, 0).getAttribute("style"));
    Element network = (Element) page.figure("Network").getElementsByTagName("img").item(0);
    assertEquals("100", network.getAttribute("width"));
    assertEquals("crisp", network.getAttribute("class"));
    assertEquals(EVIL + ": Network", network.getAttribute("alt"));
    assertTrue(page.texts("td").contains("a JVM"));
    assertTrue(page.texts("p").contains("A sentence."));
  }

  private static Element row(PageReader page, int number) {
    return page.elements("div").stream()
        .filter(div -> div.getAttribute("class").equals("pictures"))
        .skip(number)
        .findFirst()
        .orElseThrow();
  }

  /** 1072 pixels are shown as 472; the deviation rises to the last square of 120 that fits. */
  @Test
  void aLargePictureIsReducedAndCutOutsShowItsPixels() throws Exception {
    PageReader page = page(400, 1072);
    assertEquals(12, titles(page).size());
    Element network = (Element) page.figure("Network").getElementsByTagName("img").item(0);
    assertEquals("472", network.getAttribute("width"));
    assertEquals("176", network.getAttribute("height"));
    assertTrue(
        page.texts("figcaption").get(0).contains("Reduced from 1072×400 to 472×176 pixels."));
    assertEquals("--shown: 240px", row(page, 1).getAttribute("style"));
    assertTrue(
        row(page, 1).getTextContent().contains("From row 240, column 840."),
        row(page, 1).getTextContent());
    List<String> ends =
        page.elements("img").stream()
            .map(img -> img.getAttribute("alt"))
            .filter(alt -> alt.startsWith("Colours"))
            .distinct()
            .toList();
    assertEquals(
        List.of(
            "Colours from black, 0, to pale yellow, 0.0995",
            "Colours from black, 0, to pale yellow, 0.0199"),
        ends,
        "cut-outs have the scales of the whole");
  }
}
