package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bcnn.tasks.superresolution.SetScores;

/**
 * A column of a table of scores of pictures.
 *
 * @param head what it is called; {@link #UNITS} says the units
 * @param name the score's name in {@code metrics.json}
 * @param format how it is written, for {@link String#format}
 * @param factor what it is multiplied with to be written
 */
record PictureColumn(String head, String name, String format, double factor) {
  /** A sentence on the units of all columns. */
  static final String UNITS =
      "PSNR in dB, NLL in nats a pixel, the share of pixels within the 90 % interval, deviations "
          + "in levels from 0 to 1.";

  /** The columns of a table of these sets: those of a twin only if a set has one. */
  static List<PictureColumn> of(List<SetScores> sets) {
    List<PictureColumn> columns = new ArrayList<>();
    columns.add(new PictureColumn("PSNR", "psnr", "%.2f", 1));
    columns.add(new PictureColumn("bicubic", "bicubicPsnr", "%.2f", 1));
    boolean twin =
        sets.stream()
            .flatMap(set -> set.pictures().stream())
            .anyMatch(picture -> picture.deterministic().isPresent());
    if (twin) {
      columns.add(new PictureColumn("deterministic", "psnrDeterministic", "%.2f", 1));
    }
    columns.add(new PictureColumn("SSIM", "ssim", "%.4f", 1));
    columns.add(new PictureColumn("bicubic", "bicubicSsim", "%.4f", 1));
    columns.add(new PictureColumn("NLL", "nll", "%.3f", 1));
    columns.add(new PictureColumn("in 90 %", "coverage90", "%.1f %%", 100));
    columns.add(new PictureColumn("rank corr.", "rankCorrelation", "%.3f", 1));
    columns.add(new PictureColumn("AUSE", "ause", "%.3f", 1));
    columns.add(new PictureColumn("epistemic", "epistemicDeviation", "%.5f", 1));
    columns.add(new PictureColumn("aleatoric", "aleatoricDeviation", "%.5f", 1));
    return columns;
  }

  void head(Html html) {
    html.element("th", head, "scope", "col", "class", "number");
  }

  String text(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue())
        ? String.format(Locale.ROOT, format, factor * number.doubleValue())
        : Numbers.NONE;
  }
}
