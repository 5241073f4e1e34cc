package org.bcnn.tasks.report.page;

import java.util.List;

/**
 * Pictures side by side, as wide as each other, in more than one row where there is no room.
 *
 * @param shown how wide each is shown where there is room, in pixels of the page; what has fewer
 *     pixels is enlarged, and each pixel of it then has sharp edges
 * @param figures the pictures
 */
record PictureRow(int shown, List<PictureFigure> figures) {
  /** Checks the width. */
  PictureRow {
    figures = List.copyOf(figures);
    if (shown < 1) {
      throw new IllegalArgumentException("pictures must be at least 1 pixel wide, got " + shown);
    }
  }

  /**
   * Writes the row.
   *
   * @param html where to
   */
  void write(Html html) {
    html.open("div", "class", "pictures", "style", "--shown: " + shown + "px");
    figures.forEach(figure -> figure.write(html, shown));
    html.close();
  }
}
