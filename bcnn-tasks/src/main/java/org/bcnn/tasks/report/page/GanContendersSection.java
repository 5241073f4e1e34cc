package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bcnn.tasks.comparison.GanContender;
import org.bcnn.tasks.comparison.MeanWithError;

/** The scores of games beside each other. */
final class GanContendersSection implements Section {
  private final List<GanContender> contenders;

  GanContendersSection(List<GanContender> contenders) {
    this.contenders = contenders;
  }

  @Override
  public String title() {
    return "Beside each other";
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void write(Html html) {
    html.element("p", "A mark a run. Axes do not begin at 0.");
    html.open("div", "class", "plots");
    plot("Fréchet distance", "frechet", "Less is better.").write(html);
    plot("Precision", "precision", "Share of the generated images that are like real ones.")
        .write(html);
    plot("Recall", "recall", "Share of the real images that are like generated ones.").write(html);
    plot("Rarest class", "leastClassShare", "Its share of the generated images.").write(html);
    html.close();
  }

  private Plot plot(String title, String score, String note) {
    List<Series> series = new ArrayList<>();
    StringBuilder alt = new StringBuilder(title).append(" of each run.");
    for (GanContender contender : contenders) {
      MeanWithError value = contender.score(score);
      double[] y = value.values().stream().mapToDouble(Double::doubleValue).toArray();
      double[] x = new double[y.length];
      Arrays.fill(x, series.size() + 1);
      alt.append(' ').append(contender.players()).append(": mean ");
      alt.append(Numbers.plain(value.mean())).append('.');
      series.add(
          new Series(
              contender.players().toString(), x, y, Ink.series(series.size()), Series.Look.POINTS));
    }
    return new Plot(
        title, alt.toString(), note, Axis.places(contenders.size()), Axis.of(title), series);
  }
}
