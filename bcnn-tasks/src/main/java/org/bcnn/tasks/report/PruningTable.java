package org.bcnn.tasks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bcnn.tasks.bench.NetworkSpeed;
import org.bcnn.tasks.pruning.PruningPoint;

/** What pruning costs and saves for people to read: a row a network. */
public final class PruningTable {
  private final TextTable table = new TextTable();

  /**
   * Puts the table together.
   *
   * @param points the networks, that as it was trained first
   */
  public PruningTable(List<PruningPoint> points) {
    PruningPoint trained = points.get(0);
    List<String> head =
        new ArrayList<>(List.of("", "removed, %", "weights", "accuracy, %", "NLL, nats", "ECE"));
    trained.score().auroc().keySet().forEach(other -> head.add("AUROC " + other));
    head.add("file, kB");
    for (int bits : trained.compressed().keySet()) {
      head.add(bits == 32 ? "sparse, kB" : bits + " bits, kB");
      head.add("smaller by");
      if (bits != 32) {
        head.add("accuracy, %");
      }
    }
    boolean fast = points.stream().anyMatch(point -> point.speed().isPresent());
    if (fast) {
      head.add("step, ×");
      head.add("prediction, ×");
    }
    table.row(head);
    points.forEach(point -> table.row(row(point, trained, fast)));
  }

  private static List<String> row(PruningPoint point, PruningPoint trained, boolean fast) {
    List<String> row = new ArrayList<>();
    row.add(point.name());
    row.add(String.format("%.2f", 100 * point.weights().removed()));
    row.add(String.format("%,d", point.weights().left()));
    row.add(accuracy(point.score()));
    row.add(
        String.format("%.4f", point.score().evaluation().calibration().negativeLogLikelihood()));
    row.add(
        String.format("%.4f", point.score().evaluation().calibration().expectedCalibrationError()));
    point.score().auroc().values().forEach(auroc -> row.add(String.format("%.4f", auroc)));
    row.add(kilobytes(point.bytes()));
    point
        .compressed()
        .forEach(
            (bits, file) -> {
              row.add(kilobytes(file.bytes()));
              row.add(String.format("%.1f", (double) trained.bytes() / file.bytes()));
              if (bits != 32) {
                row.add(accuracy(file.score()));
              }
            });
    if (fast) {
      row.add(speed(point, NetworkSpeed::stepRatio));
      row.add(speed(point, NetworkSpeed::predictionRatio));
    }
    return row;
  }

  private static String accuracy(PruningPoint.Score score) {
    return String.format("%.2f", 100 * score.evaluation().calibration().accuracy());
  }

  private static String kilobytes(long bytes) {
    return String.format("%,.1f", bytes / 1e3);
  }

  private static String speed(PruningPoint point, Function<NetworkSpeed, Double> ratio) {
    return point.speed().map(speed -> String.format("%.2f", ratio.apply(speed))).orElse("–");
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
