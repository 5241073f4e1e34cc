package org.bcnn.tasks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.bcnn.tasks.classification.CorruptionScores;
import org.bcnn.tasks.classification.Evaluation;

/** Scores under corruption, as {@code metrics.json} and {@code corruptions.csv} hold them. */
public final class CorruptionTable {
  /** The file's name. */
  public static final String FILE = "corruptions.csv";

  private CorruptionTable() {}

  /**
   * Returns the rows.
   *
   * @param scores the scores
   * @return a row for each, its values by the names of the columns, in their order
   */
  public static List<Map<String, Object>> rows(List<CorruptionScores> scores) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (CorruptionScores each : scores) {
      Evaluation evaluation = each.evaluation();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("corruption", each.corruption());
      row.put("severity", each.severity());
      row.put("parameter", each.parameter());
      row.put("unit", each.unit());
      row.put("images", each.images());
      row.put("accuracy", evaluation.calibration().accuracy());
      row.put("nll", evaluation.calibration().negativeLogLikelihood());
      row.put("ece", evaluation.calibration().expectedCalibrationError());
      row.put("predictiveEntropy", evaluation.predictiveEntropy());
      row.put("mutualInformation", evaluation.mutualInformation());
      row.put("epistemic", evaluation.epistemic());
      row.put("aleatoric", evaluation.aleatoric());
      rows.add(row);
    }
    return rows;
  }

  /**
   * Writes {@code corruptions.csv}; without scores, deletes what an earlier run left of it.
   *
   * @param folder where it goes
   * @param scores the scores
   * @throws OutputException if it cannot be written or deleted
   */
  public static void write(RunFolder folder, List<CorruptionScores> scores) {
    if (scores.isEmpty()) {
      folder.delete(FILE);
      return;
    }
    List<Map<String, Object>> rows = rows(scores);
    StringBuilder text = new StringBuilder();
    try {
      CSVFormat.RFC4180.printRecord(text, rows.get(0).keySet().toArray());
      for (Map<String, Object> row : rows) {
        CSVFormat.RFC4180.printRecord(text, row.values().toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    folder.write(FILE, text.toString());
  }
}
