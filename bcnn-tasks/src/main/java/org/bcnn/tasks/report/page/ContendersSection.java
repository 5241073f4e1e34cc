package org.bcnn.tasks.report.page;

import java.util.List;
import org.bcnn.tasks.comparison.ContenderSummary;

/** The scores of contenders beside each other. */
final class ContendersSection implements Section {
  private final List<ContenderSummary> contenders;
  private final List<ContenderScore> scores;

  ContendersSection(List<ContenderSummary> contenders, List<ContenderScore> scores) {
    this.contenders = contenders;
    this.scores = scores;
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
    int seeds = contenders.get(0).runs().size();
    html.element(
        "p",
        seeds == 1
            ? "Axes do not begin at 0. With a single seed there are no bars of error: how far "
                + "another seed would be is not known."
            : "Means over "
                + seeds
                + " seeds, with bars of one standard error up and down. Axes do not begin at 0.");
    html.open("div", "class", "plots");
    for (ContenderScore score : scores) {
      ContenderPlot.of(score.title(), score.note(), Axis.of(score.unit()), contenders, score.of())
          .write(html);
    }
    html.close();
  }
}
