package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcnn.uncertainty.ReliabilityDiagram;

/** Reliability diagrams in one plot. Stateless. */
final class ReliabilityPlot {
  private ReliabilityPlot() {}

  /**
   * Draws diagrams.
   *
   * @param note what to make of them
   * @param diagrams the diagrams, in order, by what the legend calls them
   */
  static Plot of(String title, String note, Map<String, ReliabilityDiagram> diagrams) {
    double[] one = {0, 1};
    List<Series> series = new ArrayList<>();
    StringBuilder alt = new StringBuilder("Accuracy against confidence");
    diagrams.forEach(
        (name, diagram) -> {
          List<ReliabilityDiagram.Bin> bins =
              diagram.bins().stream().filter(bin -> bin.examples() > 0).toList();
          alt.append(series.isEmpty() ? " in " : ", ").append(bins.size());
          alt.append(diagrams.size() == 1 ? "" : " (" + name + ")");
          series.add(
              new Series(
                  name,
                  bins.stream().mapToDouble(ReliabilityDiagram.Bin::confidence).toArray(),
                  bins.stream().mapToDouble(ReliabilityDiagram.Bin::accuracy).toArray(),
                  Ink.series(series.size()),
                  Series.Look.MARKED));
        });
    alt.append(" bins that have images; on the diagonal confidence is deserved.");
    series.add(0, new Series("perfect calibration", one, one, Ink.MUTED, Series.Look.DASHED));
    return new Plot(
        title,
        alt.toString(),
        note,
        Axis.of("confidence").from(0, 1),
        Axis.of("accuracy").from(0, 1),
        series);
  }
}
