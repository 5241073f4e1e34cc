package org.bcnn.tasks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bcnn.tasks.comparison.ContenderSummary;
import org.bcnn.tasks.comparison.MeanWithError;

/**
 * The scores of contenders for people to read: a row a score, a column a contender, in each cell a
 * mean, and with several seeds its standard error.
 */
public final class ComparisonTable {
  private final List<ContenderSummary> contenders;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Puts the table together.
   *
   * @param contenders their scores, on the same images
   */
  public ComparisonTable(List<ContenderSummary> contenders) {
    this.contenders = List.copyOf(contenders);
    row("", contender -> contender.contender().toString());
    row("accuracy, %", contender -> cell(contender.scores().get("accuracy"), "%.2f", 100));
    row("NLL, nats an example", contender -> cell(contender.scores().get("nll"), "%.4f", 1));
    row("calibration error", contender -> cell(contender.scores().get("ece"), "%.4f", 1));
    row("Brier score", contender -> cell(contender.scores().get("brier"), "%.4f", 1));
    for (String other : contenders.get(0).auroc().keySet()) {
      addDetection(other);
    }
    row("draws a prediction", contender -> String.format("%,d", contender.draws()));
    row("parameters", contender -> String.format("%,d", contender.parameters()));
    row("training, s", contender -> cell(contender.scores().get("trainSeconds"), "%.1f", 1));
    row(
        "prediction, ms an image",
        contender -> cell(contender.scores().get("secondsPerImage"), "%.3f", 1000));
  }

  private void addDetection(String other) {
    row("AUROC of " + other + " by", contender -> "");
    for (String score : List.of("predictiveEntropy", "mutualInformation")) {
      row(
          "  " + Words.of(score),
          contender -> cell(contender.auroc().get(other).get(score), "%.4f", 1));
    }
    row(
        "  the best score",
        contender -> cell(contender.auroc().get(other).get(contender.bestScore(other)), "%.4f", 1));
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
    rows.add(row);
  }

  private static String cell(MeanWithError value, String format, double factor) {
    if (!Double.isFinite(value.mean())) {
      return "–";
    }
    String mean = String.format(format, factor * value.mean());
    return value.values().size() == 1
        ? mean
        : mean + " ± " + String.format(format, factor * value.standardError());
  }

  /**
   * Writes the table in columns.
   *
   * @return lines, each with its end, indented by two spaces
   */
  public String text() {
    int[] widths = new int[contenders.size() + 1];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      line.append(String.format("%-" + widths[0] + "s", row.get(0)));
      for (int column = 1; column < widths.length; column++) {
        line.append(String.format("  %" + widths[column] + "s", row.get(column)));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  /**
   * Writes the table in Markdown.
   *
   * @return lines, each with its end
   */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append("| ")
          .append(String.join(" | ", rows.get(i).stream().map(String::strip).toList()))
          .append(" |\n");
      if (i == 0) {
        text.append("| --- |").append(" ---: |".repeat(contenders.size())).append('\n');
      }
    }
    return text.toString();
  }
}
