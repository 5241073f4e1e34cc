package org.bcnn.tasks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.comparison.LearningCurvePoint;

/**
 * Writes a learning curve as {@code learning-curve.json}, {@code learning-curve.csv} and {@code
 * learning-curve.md}.
 */
public final class LearningCurveFiles {
  /** The name of the file with everything. */
  public static final String JSON = "learning-curve.json";

  /** The name of the table for other programs. */
  public static final String CSV = "learning-curve.csv";

  /** The name of the table for people. */
  public static final String MARKDOWN = "learning-curve.md";

  private LearningCurveFiles() {}

  /**
   * Writes the files.
   *
   * @param folder where they go
   * @param caption what was trained, a sentence or two
   * @param facts what is said of the curve as a whole, by name
   * @param points its points, at least one
   * @throws OutputException if one cannot be written
   */
  public static void write(
      RunFolder folder,
      String caption,
      Map<String, Object> facts,
      List<LearningCurvePoint> points) {
    Map<String, Object> all = new LinkedHashMap<>(facts);
    all.put("points", points.stream().map(LearningCurveFiles::object).toList());
    folder.write(JSON, Json.text(all));
    folder.write(CSV, CsvText.of(points.stream().map(LearningCurveFiles::row).toList()));
    folder.write(MARKDOWN, caption + "\n\n" + new LearningCurveTable(points).markdown());
  }

  private static Map<String, Object> object(LearningCurvePoint point) {
    Map<String, Object> object = head(point);
    point.scores().forEach((name, value) -> object.put(name, MeanValues.object(value)));
    return object;
  }

  private static Map<String, Object> row(LearningCurvePoint point) {
    Map<String, Object> row = head(point);
    point.scores().forEach((name, value) -> MeanValues.put(row, name, value));
    return row;
  }

  private static Map<String, Object> head(LearningCurvePoint point) {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("share", point.share());
    head.put("trainExamples", point.trainExamples());
    head.put("validationExamples", point.validationExamples());
    head.put("seeds", point.runs().size());
    head.put("draws", point.draws());
    return head;
  }
}
