package org.bcnn.tasks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.comparison.ContenderSummary;

/** Writes a comparison as {@code compare.json}, {@code compare.csv} and {@code compare.md}. */
public final class ComparisonFiles {
  /** The name of the file with everything. */
  public static final String JSON = "compare.json";

  /** The name of the table for other programs. */
  public static final String CSV = "compare.csv";

  /** The name of the table for people. */
  public static final String MARKDOWN = "compare.md";

  private ComparisonFiles() {}

  /**
   * Writes the files.
   *
   * @param folder where they go
   * @param caption what was compared, a sentence or two
   * @param facts what is said of the comparison as a whole, by name
   * @param contenders the scores
   * @throws OutputException if one cannot be written
   */
  public static void write(
      RunFolder folder,
      String caption,
      Map<String, Object> facts,
      List<ContenderSummary> contenders) {
    Map<String, Object> all = new LinkedHashMap<>(facts);
    all.put("contenders", contenders.stream().map(ComparisonFiles::object).toList());
    folder.write(JSON, Json.text(all));
    folder.write(CSV, CsvText.of(contenders.stream().map(ComparisonFiles::row).toList()));
    folder.write(MARKDOWN, caption + "\n\n" + new ComparisonTable(contenders).markdown());
  }

  private static Map<String, Object> object(ContenderSummary contender) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("contender", contender.contender().toString());
    object.put("draws", contender.draws());
    object.put("parameters", contender.parameters());
    contender.scores().forEach((name, value) -> object.put(name, MeanValues.object(value)));
    Map<String, Object> ood = new LinkedHashMap<>();
    contender
        .auroc()
        .forEach(
            (other, scores) -> {
              Map<String, Object> auroc = new LinkedHashMap<>();
              scores.forEach((score, value) -> auroc.put(score, MeanValues.object(value)));
              Map<String, Object> values = new LinkedHashMap<>();
              values.put("auroc", auroc);
              values.put("bestScore", contender.bestScore(other));
              ood.put(other, values);
            });
    object.put("ood", ood);
    return object;
  }

  private static Map<String, Object> row(ContenderSummary contender) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("contender", contender.contender().toString());
    row.put("seeds", contender.runs().size());
    row.put("draws", contender.draws());
    row.put("parameters", contender.parameters());
    contender.scores().forEach((name, value) -> MeanValues.put(row, name, value));
    contender
        .auroc()
        .forEach(
            (other, scores) -> {
              scores.forEach((score, value) -> MeanValues.put(row, other + "." + score, value));
              row.put(other + ".bestScore", contender.bestScore(other));
            });
    return row;
  }
}
