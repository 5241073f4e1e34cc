package org.bcnn.tasks.report.page;

import java.util.List;
import java.util.Locale;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.image.Resampling;

/**
 * A picture that was enlarged, beside what bicubic interpolation makes of it, and how sure each
 * pixel is. It holds what it shows and no longer the picture, so that a page may have many.
 */
public final class UpscaledSection implements Section {
  /** What a deviation is measured in. */
  public static final String UNIT = "standard deviation of the luma (levels from 0 to 1)";

  /** The pixels within the scale of a map of a deviation. */
  private static final double SHARE = 0.995;

  /** How large a picture is shown; two of them fit side by side. */
  private static final int WIDEST = 472;

  private static final int HIGHEST = 640;

  /** The side of a cut-out, about, and how many times as large it is shown. */
  private static final int SIDE = 120;

  private static final int ZOOM = 2;

  private final String title;
  private final String markup;

  private UpscaledSection(String title, String markup) {
    this.title = title;
    this.markup = markup;
  }

  /**
   * What there is of a picture.
   *
   * @param low as it was
   * @param high enlarged, a whole factor times as high and wide
   * @param deviation the standard deviation of each of its pixels
   * @param epistemic the epistemic part of that
   */
  public record Content(Picture low, Picture high, Plane deviation, Plane epistemic) {
    private int factor() {
      return high.height() / low.height();
    }
  }

  /**
   * Returns the scale that a deviation is shown in.
   *
   * @param deviation the deviation of each pixel, levels from 0 to 1
   * @return from 0 to what 99.5 % of the pixels are below
   */
  public static ColourScale scale(Plane deviation) {
    return ColourScale.fromZero(UNIT, SHARE, List.of(deviation));
  }

  /**
   * Makes the section.
   *
   * @param title the picture's name
   * @param sentence what there is to say of it
   * @param content the picture
   * @return the section
   */
  public static UpscaledSection of(String title, String sentence, Content content) {
    Html html = new Html();
    html.element("p", sentence);
    Views views = new Views(title, scale(content.deviation), scale(content.epistemic));
    whole(html, content, views);
    int side = SIDE / content.factor() * content.factor();
    if (Math.min(content.high.height(), content.high.width()) >= 2 * side) {
      html.element("h3", "Cut-outs, pixel by pixel");
      html.element(
          "p",
          String.format(
              "Squares of %d×%d pixels, shown %d times as large: where the deviation is highest, "
                  + "and one where it is as in half of the picture.",
              side, side, ZOOM));
      for (CutOut place : CutOut.highestAndMedian(content.deviation, side)) {
        Content part =
            new Content(
                place.ofBicubic(content.low, content.factor()),
                place.of(content.high),
                place.of(content.deviation),
                place.of(content.epistemic));
        views
            .row(
                ZOOM * side,
                String.format(Locale.ROOT, "From row %,d, column %,d.", place.top(), place.left()),
                part)
            .write(html);
      }
    }
    return new UpscaledSection(title, html.toString());
  }

  private static void whole(Html html, Content content, Views views) {
    double fit =
        Math.min(WIDEST / (double) content.high.width(), HIGHEST / (double) content.high.height());
    boolean reduced = fit < 1;
    int width = reduced ? (int) Math.max(1, fit * content.high.width()) : content.high.width();
    int height = reduced ? (int) Math.max(1, fit * content.high.height()) : content.high.height();
    Content shown =
        new Content(
            content.low.resize(Resampling.BICUBIC, height, width),
            content.high.resize(Resampling.BICUBIC, height, width),
            Resampling.BILINEAR.resize(content.deviation, height, width),
            Resampling.BILINEAR.resize(content.epistemic, height, width));
    String note =
        reduced
            ? String.format(
                Locale.ROOT,
                "Reduced from %d×%d to %d×%d pixels.",
                content.high.width(),
                content.high.height(),
                width,
                height)
            : "";
    views.row(reduced ? width : ((int) fit) * width, note, shown).write(html);
  }

  /** Shows a picture or a part of it, all parts in the same colours. */
  private record Views(String title, ColourScale total, ColourScale epistemic) {
    PictureRow row(int shown, String note, Content content) {
      return new PictureRow(
          shown,
          List.of(
              picture("Bicubic", note, content.low),
              picture("Network", note, content.high),
              map("Deviation", "Epistemic and aleatoric. " + note, content.deviation, total),
              map(
                  "Epistemic deviation",
                  "What more data would teach. " + note,
                  content.epistemic,
                  epistemic)));
    }

    private PictureFigure picture(String what, String note, Picture picture) {
      return new ShownPicture(what, title + ": " + what, note, picture);
    }

    private PictureFigure map(String what, String note, Plane plane, ColourScale scale) {
      return new HeatMap(what, title + ": map of the " + what, note.strip(), plane, scale);
    }
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void write(Html html) {
    html.markup(markup);
  }
}
