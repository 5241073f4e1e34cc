package org.bcnn.tasks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bcnn.tasks.comparison.ContenderSummary;

/**
 * The scores of contenders for people to read: a row a score, a column a contender, in each cell a
 * mean, and with several seeds its standard error.
 */
public final class ComparisonTable {
  private final List<ContenderSummary> contenders;
  private final TextTable table = new TextTable();

  /**
   * Puts the table together.
   *
   * @param contenders their scores, on the same images
   */
  public ComparisonTable(List<ContenderSummary> contenders) {
    this.contenders = List.copyOf(contenders);
    row("", contender -> contender.contender().toString());
    row(
        "accuracy, %",
        contender -> MeanValues.cell(contender.scores().get("accuracy"), "%.2f", 100));
    row(
        "NLL, nats an example",
        contender -> MeanValues.cell(contender.scores().get("nll"), "%.4f", 1));
    row(
        "calibration error",
        contender -> MeanValues.cell(contender.scores().get("ece"), "%.4f", 1));
    row("Brier score", contender -> MeanValues.cell(contender.scores().get("brier"), "%.4f", 1));
    for (String other : contenders.get(0).auroc().keySet()) {
      addDetection(other);
    }
    row("draws a prediction", contender -> String.format("%,d", contender.draws()));
    row("parameters", contender -> String.format("%,d", contender.parameters()));
    row(
        "training, s",
        contender -> MeanValues.cell(contender.scores().get("trainSeconds"), "%.1f", 1));
    row(
        "prediction, ms an image",
        contender -> MeanValues.cell(contender.scores().get("secondsPerImage"), "%.3f", 1000));
  }

  private void addDetection(String other) {
    row("AUROC of " + other + " by", contender -> "");
    for (String score : List.of("predictiveEntropy", "mutualInformation")) {
      row(
          "  " + Words.of(score),
          contender -> MeanValues.cell(contender.auroc().get(other).get(score), "%.4f", 1));
    }
    row(
        "  the best score",
        contender ->
            MeanValues.cell(
                contender.auroc().get(other).get(contender.bestScore(other)), "%.4f", 1));
    row("  which is", contender -> shortWords(contender.bestScore(other)));
  }

  /** Four columns are to fit into a terminal. */
  private static String shortWords(String score) {
    return Words.of(score)
        .replace("predictive entropy", "entropy")
        .replace("information", "inf.")
        .replace("probability", "prob.");
  }

  private void row(String name, Function<ContenderSummary, String> cell) {
    List<String> row = new ArrayList<>(List.of(name));
    contenders.forEach(contender -> row.add(cell.apply(contender)));
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
