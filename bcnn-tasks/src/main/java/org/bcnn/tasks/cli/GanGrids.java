package org.bcnn.tasks.cli;

import java.util.stream.IntStream;
import org.bcnn.tasks.data.ContactSheet;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.report.RunFolder;

/** Writes pictures of many images side by side. Stateless. */
final class GanGrids {
  /** How many images there are in a row. */
  static final int COLUMNS = 10;

  /** About how wide a sheet is, in pixels. */
  private static final int WIDTH = 600;

  private GanGrids() {}

  static void write(RunFolder folder, String name, LabelledImages images) {
    sheet(images).write(images, folder.file(name), IntStream.range(0, images.count()).toArray());
  }

  static ContactSheet sheet(LabelledImages images) {
    return new ContactSheet(COLUMNS, Math.max(1, WIDTH / COLUMNS / images.width()));
  }
}
