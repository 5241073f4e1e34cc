package org.bcnn.tasks.report.page;

import java.util.List;
import java.util.Map;
import org.bcnn.tasks.comparison.ContenderSummary;
import org.bcnn.tasks.report.ComparisonTable;
import org.bcnn.tasks.report.RunFolder;

/**
 * The page of a comparison.
 *
 * @param title what was compared
 * @param subtitle a sentence on it
 * @param facts what {@code compare.json} has beside the contenders
 * @param contenders their scores, at least one
 */
public record ComparisonPage(
    String title, String subtitle, Map<String, Object> facts, List<ContenderSummary> contenders) {

  /**
   * Writes {@code report.html}.
   *
   * @param folder where it goes
   * @throws org.bcnn.tasks.report.OutputException if it cannot be written or its plots cannot be
   *     drawn
   */
  public void write(RunFolder folder) {
    PageFile.write(folder, this::page);
  }

  Page page() {
    List<ContenderScore> scores = ContenderScore.of(contenders);
    return new Page(
        title,
        subtitle,
        List.of(
            new ConclusionSection(contenders, scores),
            new TableSection(
                "Scores",
                contenders.get(0).runs().size() == 1
                    ? "All are of the same test images, and of a single seed."
                    : "All are of the same test images, each the mean over the seeds ± its "
                        + "standard error.",
                new ComparisonTable(contenders).rows()),
            new ContendersSection(contenders, scores),
            new ContendersReliabilitySection(contenders),
            new CostSection(contenders),
            SettingsSection.ofFacts(facts)));
  }
}
