package org.bcnn.tasks.report.page;

/** A picture with a caption in a {@link PictureRow}. */
interface PictureFigure {
  /**
   * Writes the figure.
   *
   * @param html where to
   * @param shown how wide the picture is shown where there is room, in pixels of the page
   */
  void write(Html html, int shown);
}
