package org.bcnn.tasks.report.page;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.Objects;
import org.bcnn.tasks.image.ColourMap;
import org.bcnn.tasks.image.Plane;

/**
 * A map of numbers in colours, with a bar that says what they stand for. What is beyond the scale
 * has the colour of its end, and the caption says how much that is.
 *
 * @param title what it is, in a few words
 * @param alt what there is to see, for those who do not
 * @param note a sentence on it; empty for none
 * @param plane the numbers
 * @param scale what the colours stand for
 */
record HeatMap(String title, String alt, String note, Plane plane, ColourScale scale)
    implements PictureFigure {
  /** A row of all colours, which the page stretches. */
  private static final Plane BAR = bar();

  /** Labels nearer to an end than this would stick out, in shares of the bar. */
  private static final double MARGIN = 0.06;

  /** Checks that nothing is null. */
  HeatMap {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(alt, "alt");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(plane, "plane");
    Objects.requireNonNull(scale, "scale");
  }

  private static Plane bar() {
    double[] middles = new double[ColourMap.SIZE];
    Arrays.setAll(middles, i -> (i + 0.5) / ColourMap.SIZE);
    return new Plane(1, ColourMap.SIZE, middles);
  }

  @Override
  public void write(Html html, int shown) {
    html.open("figure").element("h3", title);
    ShownPicture.image(html, ColourMap.heatMap(plane, scale.low(), scale.high()), alt, shown);
    colourBar(html);
    String beyond = beyond();
    if (!note.isEmpty() || !beyond.isEmpty()) {
      html.open("figcaption").element("p", (note + " " + beyond).strip()).close();
    }
    html.close();
  }

  private void colourBar(Html html) {
    html.open("div", "class", "colour-bar");
    html.empty(
        "img",
        "src",
        PngData.uri(ColourMap.heatMap(BAR, 0, 1)),
        "alt",
        String.format(
            "Colours from black, %s, to pale yellow, %s",
            Numbers.tick(scale.low()), Numbers.tick(scale.high())));
    html.open("div", "class", "ticks");
    for (double tick : scale.ticks()) {
      double place = scale.share(tick);
      html.element(
          "span",
          Numbers.tick(tick),
          "class",
          place < MARGIN ? "first" : place > 1 - MARGIN ? "last" : null,
          "style",
          String.format(Locale.ROOT, "left: %.2f%%", 100 * place));
    }
    html.close().element("p", scale.unit(), "class", "unit").close();
  }

  private String beyond() {
    DoubleSummaryStatistics above =
        Arrays.stream(plane.levels()).filter(x -> x > scale.high()).summaryStatistics();
    DoubleSummaryStatistics below =
        Arrays.stream(plane.levels()).filter(x -> x < scale.low()).summaryStatistics();
    String high = part(above.getCount(), "above the scale, up to", above.getMax());
    return (high + " " + part(below.getCount(), "below the scale, down to", below.getMin()))
        .strip();
  }

  private String part(long count, String where, double furthest) {
    return count == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d of %,d pixels are %s %s, and have the colour of its end.",
            count,
            plane.levels().length,
            where,
            Numbers.plain(furthest));
  }
}
