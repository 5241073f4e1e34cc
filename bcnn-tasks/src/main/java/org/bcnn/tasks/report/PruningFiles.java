package org.bcnn.tasks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.pruning.PruningPoint;

/**
 * Writes what pruning costs and saves as {@code metrics.json}, {@code pruning.csv} and {@code
 * pruning.md}.
 */
public final class PruningFiles {
  /** The name of the table for other programs. */
  public static final String CSV = "pruning.csv";

  /** The name of the table for people. */
  public static final String MARKDOWN = "pruning.md";

  private PruningFiles() {}

  /**
   * Writes the files.
   *
   * @param folder where they go
   * @param facts what is said of all networks together, by name
   * @param points the networks, that as it was trained first
   * @throws OutputException if one cannot be written
   */
  public static void write(RunFolder folder, Map<String, Object> facts, List<PruningPoint> points) {
    Metrics metrics = new Metrics();
    facts.forEach(metrics::put);
    metrics.put("networks", points.stream().map(PruningFiles::object).toList());
    metrics.write(folder);
    folder.write(CSV, CsvText.of(points.stream().map(PruningFiles::row).toList()));
    folder.write(MARKDOWN, new PruningTable(points).markdown());
  }

  private static Map<String, Object> object(PruningPoint point) {
    Map<String, Object> object = head(point);
    object.putAll(scores(point.score()));
    object.put("auroc", new LinkedHashMap<>(point.score().auroc()));
    object.put("klNats", point.klNats());
    object.put("bytes", point.bytes());
    Map<String, Object> files = new LinkedHashMap<>();
    point
        .compressed()
        .forEach(
            (bits, file) -> {
              Map<String, Object> values = new LinkedHashMap<>();
              values.put("file", file.file());
              values.put("bytes", file.bytes());
              values.putAll(scores(file.score()));
              files.put(bits.toString(), values);
            });
    object.put("compressed", files);
    point
        .speed()
        .ifPresent(
            speed -> {
              Map<String, Object> values = new LinkedHashMap<>();
              values.put("stepMillis", speed.stepMillis());
              values.put("stepRatio", speed.stepRatio());
              values.put("predictionMillis", speed.predictionMillis());
              values.put("predictionRatio", speed.predictionRatio());
              values.put("rounds", speed.rounds());
              values.put("foreignShare", speed.foreignShare());
              object.put("speed", values);
            });
    return object;
  }

  private static Map<String, Object> head(PruningPoint point) {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("name", point.name());
    head.put("by", point.job().map(job -> job.criterion().key()).orElse(null));
    head.put("model", point.model());
    head.put("weights", point.weights().all());
    head.put("weightsLeft", point.weights().left());
    head.put("removed", point.weights().removed());
    return head;
  }

  private static Map<String, Object> scores(PruningPoint.Score score) {
    Map<String, Object> scores = new LinkedHashMap<>();
    scores.put("accuracy", score.evaluation().calibration().accuracy());
    scores.put("nll", score.evaluation().calibration().negativeLogLikelihood());
    scores.put("ece", score.evaluation().calibration().expectedCalibrationError());
    scores.put("examplesPerSecond", score.examplesPerSecond());
    return scores;
  }

  private static Map<String, Object> row(PruningPoint point) {
    Map<String, Object> row = head(point);
    row.putAll(scores(point.score()));
    point.score().auroc().forEach((name, value) -> row.put("auroc " + name, value));
    row.put("klNats", point.klNats());
    row.put("bytes", point.bytes());
    point
        .compressed()
        .forEach(
            (bits, file) -> {
              row.put("bytes" + bits, file.bytes());
              row.put("accuracy" + bits, file.score().evaluation().calibration().accuracy());
              row.put(
                  "nll" + bits, file.score().evaluation().calibration().negativeLogLikelihood());
            });
    row.put("stepRatio", point.speed().map(speed -> speed.stepRatio()).orElse(null));
    row.put("predictionRatio", point.speed().map(speed -> speed.predictionRatio()).orElse(null));
    return row;
  }
}
