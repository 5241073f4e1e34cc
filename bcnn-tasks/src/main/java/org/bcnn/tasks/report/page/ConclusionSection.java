package org.bcnn.tasks.report.page;

import java.util.List;
import org.bcnn.tasks.comparison.ContenderRanking;
import org.bcnn.tasks.comparison.ContenderSummary;

/** What to conclude from a comparison. */
final class ConclusionSection implements Section {
  private final List<ContenderSummary> contenders;
  private final List<ContenderScore> scores;

  ConclusionSection(List<ContenderSummary> contenders, List<ContenderScore> scores) {
    this.contenders = contenders;
    this.scores = scores;
  }

  @Override
  public String title() {
    return "Conclusion";
  }

  @Override
  public boolean isEmpty() {
    return contenders.size() == 1;
  }

  @Override
  public void write(Html html) {
    ContenderScore first = scores.get(0);
    ContenderRanking ranking = ContenderRanking.of(contenders, first.of(), first.more());
    String finding = Conclusion.of(contenders, first);
    html.element(
        "p",
        ranking.best().size() == 1
            ? finding + " " + Conclusion.cost(contenders, ranking.best().get(0))
            : finding,
        "class",
        "finding");
    html.open("ul");
    for (ContenderScore score : scores.subList(1, scores.size())) {
      html.element("li", Conclusion.of(contenders, score));
    }
    html.close();
    int seeds = contenders.get(0).runs().size();
    html.element(
        "p",
        seeds == 1
            ? "All this is of a single seed, so that nothing tells a difference from chance: "
                + "repeat it with --seeds 3 or more."
            : String.format(
                "Worse by more than chance: the %.0f %% confidence interval of the mean "
                    + "difference from the best over %d seeds (Student's t, each seed's "
                    + "contenders paired) does not contain 0. Of %d scores and several "
                    + "contenders some may fall outside by chance.",
                100 * ContenderRanking.CONFIDENCE, seeds, scores.size()));
  }
}
