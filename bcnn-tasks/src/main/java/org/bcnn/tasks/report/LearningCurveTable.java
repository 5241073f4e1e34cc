package org.bcnn.tasks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bcnn.tasks.comparison.LearningCurvePoint;

/**
 * A learning curve for people to read: a row a score, a column a number of training images, in each
 * cell a mean, and with several seeds its standard error.
 */
public final class LearningCurveTable {
  private final List<LearningCurvePoint> points;
  private final TextTable table = new TextTable();

  /**
   * Puts the table together.
   *
   * @param points the points of the curve, at least one
   */
  public LearningCurveTable(List<LearningCurvePoint> points) {
    this.points = List.copyOf(points);
    row("training images", point -> String.format("%,d", point.trainExamples()));
    row("epochs", point -> String.format("%,.0f", point.scores().get("epochs").mean()));
    row("steps", point -> String.format("%,.0f", point.scores().get("steps").mean()));
    score("accuracy, %", "accuracy", "%.2f", 100);
    score("NLL, nats an example", "nll", "%.4f", 1);
    score("calibration error", "ece", "%.4f", 1);
    score("epistemic variance", "epistemic", "%.5f", 1);
    score("aleatoric variance", "aleatoric", "%.5f", 1);
    score("predictive entropy, nats", "predictiveEntropy", "%.4f", 1);
    score("mutual information, nats", "mutualInformation", "%.4f", 1);
    score("training, s", "trainSeconds", "%.1f", 1);
  }

  private void score(String words, String name, String format, double factor) {
    row(words, point -> MeanValues.cell(point.scores().get(name), format, factor));
  }

  private void row(String name, Function<LearningCurvePoint, String> cell) {
    List<String> row = new ArrayList<>(List.of(name));
    points.forEach(point -> row.add(cell.apply(point)));
    table.row(row);
  }

  /**
   * Writes the table in columns.
   *
   * @return lines, each with its end, indented by two spaces
   */
  public String text() {
    return table.text();
  }

  /**
   * Writes the table in Markdown.
   *
   * @return lines, each with its end
   */
  public String markdown() {
    return table.markdown();
  }

  /**
   * Returns the texts of the table.
   *
   * @return its rows, the head first, each with its name first
   */
  public List<List<String>> rows() {
    return table.rows();
  }
}
