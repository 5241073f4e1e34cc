package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bcnn.tasks.comparison.ContenderSummary;
import org.bcnn.tasks.comparison.MeanWithError;

/** A plot with a mark for each contender and a bar of its standard error. Stateless. */
final class ContenderPlot {
  private ContenderPlot() {}

  static Plot of(
      String title,
      String note,
      Axis axis,
      List<ContenderSummary> contenders,
      Function<ContenderSummary, MeanWithError> score) {
    List<Series> series = new ArrayList<>();
    StringBuilder alt = new StringBuilder(title).append(" of each contender.");
    for (ContenderSummary contender : contenders) {
      MeanWithError value = score.apply(contender);
      String name = contender.contender().toString();
      boolean several = Double.isFinite(value.standardError());
      alt.append(' ').append(name).append(": ").append(Numbers.plain(value.mean()));
      alt.append(several ? " ± " + Numbers.plain(value.standardError()) : "").append('.');
      series.add(
          new Series(
              name,
              new double[] {series.size() + 1},
              new double[] {value.mean()},
              several ? new double[] {value.standardError()} : new double[0],
              Ink.series(series.size()),
              Series.Look.POINTS));
    }
    return new Plot(title, alt.toString(), note, Axis.places(contenders.size()), axis, series);
  }
}
