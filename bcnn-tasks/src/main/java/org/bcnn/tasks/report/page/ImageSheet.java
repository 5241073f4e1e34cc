package org.bcnn.tasks.report.page;

import java.util.Objects;
import org.bcnn.tasks.data.LabelledImages;

/**
 * Many images side by side, with what they are.
 *
 * @param title what they are, in a few words
 * @param note a sentence on them
 * @param images the images, from the left to the right and from the top to the bottom
 * @param columns how many there are in a row
 */
public record ImageSheet(String title, String note, LabelledImages images, int columns) {
  /** Checks that nothing is null, and there is a column. */
  public ImageSheet {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(images, "images");
    if (columns < 1) {
      throw new IllegalArgumentException("a sheet has at least 1 column, got " + columns);
    }
  }
}
