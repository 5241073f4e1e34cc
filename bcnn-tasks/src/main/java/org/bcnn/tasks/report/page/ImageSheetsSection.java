package org.bcnn.tasks.report.page;

import java.util.List;
import java.util.stream.IntStream;
import org.bcnn.tasks.data.ContactSheet;
import org.bcnn.tasks.data.LabelledImages;

/** Pictures of many images side by side. */
final class ImageSheetsSection implements Section {
  private static final int WIDTH = 420;

  private final List<ImageSheet> sheets;

  ImageSheetsSection(List<ImageSheet> sheets) {
    this.sheets = sheets.stream().filter(sheet -> PngData.shows(sheet.images())).toList();
  }

  @Override
  public String title() {
    return "Images";
  }

  @Override
  public boolean isEmpty() {
    return sheets.isEmpty();
  }

  @Override
  public void write(Html html) {
    html.open("div", "class", "pictures", "style", "--shown: " + WIDTH + "px");
    sheets.forEach(sheet -> write(html, sheet));
    html.close();
  }

  private static void write(Html html, ImageSheet sheet) {
    LabelledImages images = sheet.images();
    int zoom = Math.max(1, 2 * WIDTH / (sheet.columns() * (images.width() + 1)));
    html.open("figure").element("h3", sheet.title());
    html.empty(
        "img",
        "src",
        PngData.uri(
            new ContactSheet(sheet.columns(), zoom)
                .render(images, IntStream.range(0, images.count()).toArray())),
        "alt",
        String.format("%d images in rows of %d. %s", images.count(), sheet.columns(), sheet.note()),
        "style",
        "width: 100%");
    html.open("figcaption").element("p", sheet.note()).close().close();
  }
}
