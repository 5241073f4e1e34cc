package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.comparison.GanContender;
import org.bcnn.tasks.comparison.MeanWithError;
import org.bcnn.tasks.report.GanComparisonFiles;
import org.bcnn.tasks.report.RunFolder;

/**
 * The page of a comparison of games.
 *
 * @param title what was compared
 * @param subtitle a sentence on it
 * @param facts what {@code compare.json} has beside the contenders
 * @param contenders their scores, at least one
 * @param sheets images that each makes
 */
public record GanComparisonPage(
    String title,
    String subtitle,
    Map<String, Object> facts,
    List<GanContender> contenders,
    List<ImageSheet> sheets) {
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
    boolean several = contenders.get(0).runs().size() > 1;
    return new Page(
        title,
        subtitle,
        List.of(
            new TableSection(
                "Scores",
                several
                    ? "All are of as many images and in the same features, each the mean over the "
                        + "seeds ± its standard error. "
                        + differences()
                    : "All are of as many images and in the same features, and of a single seed.",
                GanComparisonFiles.rows(contenders)),
            new GanContendersSection(contenders),
            new ImageSheetsSection(sheets),
            SettingsSection.ofFacts(facts)));
  }

  /** Says of each contender how its Fréchet distance differs from the first one's, by seeds. */
  private String differences() {
    List<String> texts = new ArrayList<>();
    MeanWithError first = contenders.get(0).score("frechet");
    for (GanContender other : contenders.subList(1, contenders.size())) {
      MeanWithError difference = other.score("frechet").minus(first);
      texts.add(
          String.format(
              "%s: %s ± %s",
              other.players(),
              Numbers.plain(difference.mean()),
              Numbers.plain(difference.halfWidth(0.95))));
    }
    return texts.isEmpty()
        ? ""
        : String.format(
            "Fréchet distance less that of %s, paired by seeds, with 95 %% intervals: %s.",
            contenders.get(0).players(), String.join("; ", texts));
  }
}
