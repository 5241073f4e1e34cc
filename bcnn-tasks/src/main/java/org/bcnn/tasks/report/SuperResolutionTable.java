package org.bcnn.tasks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.superresolution.Fidelity;
import org.bcnn.tasks.superresolution.PictureScores;
import org.bcnn.tasks.superresolution.PixelCalibration;
import org.bcnn.tasks.superresolution.SetScores;
import org.bcnn.tasks.superresolution.SparsificationCurve;
import org.bcnn.tasks.superresolution.SuperResolutionScores;

/**
 * Scores of super-resolution, as {@code metrics.json}, {@code pictures.csv} and the console have
 * them. Stateless.
 */
public final class SuperResolutionTable {
  /** The name of the table of pictures. */
  public static final String FILE = "pictures.csv";

  private SuperResolutionTable() {}

  /**
   * Returns the scores of a picture, or their means over a set.
   *
   * @param scores the scores
   * @return name and value of each, in a fixed order; null where a value is not finite, and nothing
   *     of a deterministic twin where there is none
   */
  public static Map<String, Object> values(PictureScores scores) {
    Map<String, Object> values = new LinkedHashMap<>();
    SuperResolutionScores own = scores.scores();
    values.put("psnr", finite(own.fidelity().psnr()));
    values.put("ssim", finite(own.fidelity().ssim()));
    values.put("bicubicPsnr", finite(scores.bicubic().psnr()));
    values.put("bicubicSsim", finite(scores.bicubic().ssim()));
    scores
        .deterministic()
        .ifPresent(
            twin -> {
              Fidelity fidelity = twin.fidelity();
              values.put("psnrDeterministic", finite(fidelity.psnr()));
              values.put("ssimDeterministic", finite(fidelity.ssim()));
              values.put("nllDeterministic", finite(twin.nll()));
            });
    values.put("nll", finite(own.nll()));
    values.put("coverage90", finite(own.coverage90()));
    values.put("rankCorrelation", finite(own.rankCorrelation()));
    values.put("ause", finite(own.ause()));
    values.put("epistemicDeviation", finite(own.epistemicDeviation()));
    values.put("aleatoricDeviation", finite(own.aleatoricDeviation()));
    return values;
  }

  /**
   * Returns the units of {@link #values}.
   *
   * @return the unit of each value that has one, by its name
   */
  public static Map<String, Object> units() {
    Map<String, Object> units = new LinkedHashMap<>();
    units.put("psnr", "dB, of the luma rounded to 8 bits, without a border of the factor");
    units.put("nll", "nats a pixel, as a density of levels from 0 to 1");
    units.put("ause", "share of the root mean square error of all pixels");
    units.put("epistemicDeviation", "levels from 0 to 1");
    units.put("aleatoricDeviation", "levels from 0 to 1");
    return units;
  }

  /**
   * Returns what {@code metrics.json} has of sets.
   *
   * @param sets the sets
   * @return of each set, by its name: how many pictures it has, means, scores of each picture,
   *     coverage of intervals, errors by predicted deviation, and the sparsification curve
   */
  public static Map<String, Object> json(List<SetScores> sets) {
    Map<String, Object> json = new LinkedHashMap<>();
    sets.forEach(set -> json.put(set.set(), json(set)));
    return json;
  }

  private static Map<String, Object> json(SetScores set) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pictures", set.pictures().size());
    json.put("mean", values(set.mean()));
    List<Map<String, Object>> pictures = new ArrayList<>();
    for (PictureScores picture : set.pictures()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("picture", picture.picture());
      row.put("height", picture.height());
      row.put("width", picture.width());
      row.putAll(values(picture));
      pictures.add(row);
    }
    json.put("scores", pictures);
    List<Map<String, Object>> intervals = new ArrayList<>();
    for (PixelCalibration.Interval interval : set.intervals()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("nominal", interval.nominal());
      row.put("empirical", interval.empirical());
      intervals.add(row);
    }
    json.put("intervals", intervals);
    List<Map<String, Object>> bins = new ArrayList<>();
    for (PixelCalibration.Bin bin : set.bins()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("pixels", bin.pixels());
      row.put("deviation", bin.deviation());
      row.put("rmse", bin.error());
      bins.add(row);
    }
    json.put("deviationBins", bins);
    List<Map<String, Object>> points = new ArrayList<>();
    for (SparsificationCurve.Point point : set.sparsification().points()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("removed", point.removed());
      row.put("rmse", point.error());
      row.put("oracle", point.oracle());
      points.add(row);
    }
    json.put("sparsification", points);
    return json;
  }

  /**
   * Writes {@code pictures.csv}, a row for each picture of each set.
   *
   * @param folder where it goes
   * @param sets the sets
   * @throws OutputException if it cannot be written
   */
  public static void write(RunFolder folder, List<SetScores> sets) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (SetScores set : sets) {
      for (PictureScores picture : set.pictures()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("set", set.set());
        row.put("picture", picture.picture());
        row.put("height", picture.height());
        row.put("width", picture.width());
        row.putAll(values(picture));
        rows.add(row);
      }
    }
    folder.write(FILE, CsvText.of(rows));
  }

  /**
   * Writes the means of sets for people to read.
   *
   * @param sets the sets
   * @return lines, each with its end
   */
  public static String text(List<SetScores> sets) {
    TextTable table = new TextTable();
    boolean twin = sets.stream().anyMatch(set -> set.mean().deterministic().isPresent());
    List<String> head = new ArrayList<>(List.of("set", "pictures", "PSNR", "bicubic", "gain"));
    if (twin) {
      head.add("deterministic");
    }
    head.addAll(
        List.of(
            "SSIM", "bicubic", "NLL", "in 90 %", "rank corr.", "AUSE", "epistemic", "aleatoric"));
    table.row(head);
    for (SetScores set : sets) {
      PictureScores mean = set.mean();
      SuperResolutionScores own = mean.scores();
      List<String> row = new ArrayList<>();
      row.add(set.set());
      row.add(Integer.toString(set.pictures().size()));
      row.add(number("%.2f", own.fidelity().psnr()));
      row.add(number("%.2f", mean.bicubic().psnr()));
      row.add(number("%+.2f", mean.gain()));
      if (twin) {
        row.add(
            mean.deterministic().map(other -> number("%.2f", other.fidelity().psnr())).orElse("–"));
      }
      row.add(number("%.4f", own.fidelity().ssim()));
      row.add(number("%.4f", mean.bicubic().ssim()));
      row.add(number("%.3f", own.nll()));
      row.add(number("%.1f %%", 100 * own.coverage90()));
      row.add(number("%.3f", own.rankCorrelation()));
      row.add(number("%.3f", own.ause()));
      row.add(number("%.5f", own.epistemicDeviation()));
      row.add(number("%.5f", own.aleatoricDeviation()));
      table.row(row);
    }
    return table.text();
  }

  private static String number(String format, double value) {
    return Double.isFinite(value) ? String.format(format, value) : "–";
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
