package org.bcnn.tasks.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.bcnn.tasks.image.ColourMap;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.PictureFile;
import org.bcnn.tasks.image.Plane;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PictureRowTest {
  private static final String EVIL = "<b>&\"'";

  private static PageReader page(PictureRow row) throws Exception {
    Section section =
        new Section() {
          @Override
          public String title() {
            return "pictures";
          }

          @Override
          public boolean isEmpty() {
            return false;
          }

          @Override
          public void write(Html html) {
            row.write(html);
          }
        };
    return new PageReader(new Page("title", "subtitle", List.of(section)));
  }

  private static BufferedImage decode(Element img) throws Exception {
    String prefix = "data:image/png;base64,";
    String uri = img.getAttribute("src");
    assertEquals(prefix, uri.substring(0, prefix.length()));
    byte[] png = Base64.getDecoder().decode(uri.substring(prefix.length()));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static Plane plane(int height, int width, double... levels) {
    return new Plane(height, width, levels);
  }

  @Test
  void picturesAreInThePagePixelByPixel() throws Exception {
    Picture colour =
        new Picture(
            List.of(
                plane(2, 3, 0, 50, 100, 150, 200, 255),
                plane(2, 3, 1, 51, 101, 151, 201, 254),
                plane(2, 3, 2, 52, 102, 152, 202, 253)));
    Picture grey = new Picture(List.of(plane(1, 7, -5, 3.6, 60, 90, 120, 150, 260)));
    PageReader page =
        page(
            new PictureRow(
                6,
                List.of(
                    new ShownPicture(EVIL, EVIL + " alt", EVIL + " note", colour),
                    new ShownPicture("second", "grey", "", grey))));
    List<Element> images = page.elements("img");
    assertEquals(2, images.size());
    assertEquals(colour.planes().get(2).levels()[5], decode(images.get(0)).getRGB(2, 1) & 255);
    Picture read = PictureFile.of(decode(images.get(0)));
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < 6; i++) {
        assertEquals(
            colour.planes().get(channel).levels()[i], read.planes().get(channel).levels()[i]);
      }
    }
    double[] shades = PictureFile.of(decode(images.get(1))).planes().get(0).levels();
    assertEquals(0, shades[0]);
    assertEquals(4, shades[1]);
    assertEquals(255, shades[6]);
    assertEquals(EVIL + " alt", images.get(0).getAttribute("alt"));
    assertEquals(List.of(EVIL, "second"), page.texts("h3"));
    assertEquals(
        List.of(EVIL + " note"), page.texts("figcaption").stream().map(String::strip).toList());
    assertEquals("crisp", images.get(0).getAttribute("class"), "3 pixels shown as 6");
    assertEquals("", images.get(1).getAttribute("class"), "7 pixels shown as 6");
    assertEquals("7", images.get(1).getAttribute("width"));
    assertEquals("1", images.get(1).getAttribute("height"));
  }

  @Test
  void aHeatMapHasTheColoursOfItsScaleAndABarOfAllOfThem() throws Exception {
    Plane map = plane(1, 5, 0, 0.01, 0.02, 0.04, 0.08);
    ColourScale scale = new ColourScale(0, 0.04, "deviation " + EVIL);
    PageReader page =
        page(new PictureRow(100, List.of(new HeatMap("map", "alt", "A note.", map, scale))));
    BufferedImage pixels = decode(page.elements("img").get(0));
    for (int i = 0; i < 5; i++) {
      assertEquals(ColourMap.at(map.levels()[i] / 0.04), pixels.getRGB(i, 0) & 0xFFFFFF, "" + i);
    }
    assertEquals(pixels.getRGB(3, 0), pixels.getRGB(4, 0), "beyond the scale");
    BufferedImage bar = decode(page.elements("img").get(1));
    assertEquals(ColourMap.SIZE, bar.getWidth());
    for (int i = 0; i < ColourMap.SIZE; i++) {
      assertEquals(ColourMap.at((i + 0.5) / ColourMap.SIZE), bar.getRGB(i, 0) & 0xFFFFFF);
    }
    assertEquals(
        "Colours from black, 0, to pale yellow, 0.04",
        page.elements("img").get(1).getAttribute("alt"));
    List<Element> ticks = page.elements("span");
    assertEquals(
        List.of("0", "0.01", "0.02", "0.03", "0.04"),
        ticks.stream().map(Element::getTextContent).toList());
    assertEquals("left: 25.00%", ticks.get(1).getAttribute("style"));
    assertEquals("first", ticks.get(0).getAttribute("class"));
    assertEquals("last", ticks.get(4).getAttribute("class"));
    assertEquals(
        "A note. 1 of 5 pixels are above the scale, up to 0.08000, and have the colour of its end.",
        page.texts("figcaption").get(0).strip());
    assertEquals(1, page.texts("p").stream().filter(scale.unit()::equals).count());
  }

  @Test
  void nothingIsSaidOfPixelsBeyondWhereThereAreNone() throws Exception {
    ColourScale scale = new ColourScale(0, 1, "x");
    HeatMap within = new HeatMap("map", "alt", "", plane(1, 2, 0, 1), scale);
    HeatMap below = new HeatMap("map", "alt", "", plane(1, 2, -0.5, 1), scale);
    assertFalse(
        page(new PictureRow(1, List.of(within))).texts("h3").isEmpty(), "the figure is there");
    assertEquals(List.of(), page(new PictureRow(1, List.of(within))).texts("figcaption"));
    assertEquals(
        "1 of 2 pixels are below the scale, down to -0.5000, and have the colour of its end.",
        page(new PictureRow(1, List.of(below))).texts("figcaption").get(0).strip());
  }

  @Test
  void aRowNeedsAWidth() {
    assertThrows(IllegalArgumentException.class, () -> new PictureRow(0, List.of()));
  }
}
