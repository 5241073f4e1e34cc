package org.bcnn.tasks.report.page;

import java.util.Objects;
import org.bcnn.tasks.image.Picture;

/**
 * A picture with a caption.
 *
 * @param title what it is, in a few words
 * @param alt what there is to see, for those who do not
 * @param note a sentence on it; empty for none
 * @param picture the picture
 */
record ShownPicture(String title, String alt, String note, Picture picture)
    implements PictureFigure {
  /** Checks that nothing is null. */
  ShownPicture {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(alt, "alt");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(picture, "picture");
  }

  @Override
  public void write(Html html, int shown) {
    html.open("figure").element("h3", title);
    image(html, picture, alt, shown);
    if (!note.isEmpty()) {
      html.open("figcaption").element("p", note).close();
    }
    html.close();
  }

  /** Writes the image alone; what is reduced is smoothed by the browser, what is enlarged not. */
  static void image(Html html, Picture picture, String alt, int shown) {
    html.empty(
        "img",
        "src",
        PngData.uri(picture),
        "alt",
        alt,
        "width",
        Integer.toString(picture.width()),
        "height",
        Integer.toString(picture.height()),
        "class",
        shown >= picture.width() ? "crisp" : null);
  }
}
