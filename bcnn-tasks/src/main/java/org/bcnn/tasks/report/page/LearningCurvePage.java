package org.bcnn.tasks.report.page;

import java.util.List;
import java.util.Map;
import org.bcnn.tasks.comparison.LearningCurvePoint;
import org.bcnn.tasks.report.LearningCurveTable;
import org.bcnn.tasks.report.RunFolder;

/**
 * The page of a learning curve.
 *
 * @param title what was trained
 * @param subtitle a sentence on it
 * @param facts what {@code learning-curve.json} has beside the points
 * @param points the points, by rising shares, at least one
 */
public record LearningCurvePage(
    String title, String subtitle, Map<String, Object> facts, List<LearningCurvePoint> points) {

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
    LearningCurvePlots plots = new LearningCurvePlots(points);
    return new Page(
        title,
        subtitle,
        List.of(
            new LearningCurveSection(plots),
            new CurveUncertaintySection(points, plots),
            new TableSection(
                "Numbers",
                points.get(0).runs().size() == 1
                    ? "Scores are of the whole test set."
                    : "Scores are of the whole test set, each the mean over the seeds ± its "
                        + "standard error.",
                new LearningCurveTable(points).rows()),
            SettingsSection.ofFacts(facts)));
  }
}
