package org.bcnn.tasks.report.page;

import java.util.List;
import java.util.Map;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.OutputException;
import org.bcnn.tasks.report.RunFolder;

/**
 * The page of a run of classification.
 *
 * @param title what was trained or evaluated
 * @param subtitle a sentence on it
 * @param network name and value of each setting of the network
 * @param metrics what {@code metrics.json} has
 * @param evaluation the scores and predictions
 * @param images the test images
 */
public record ReportPage(
    String title,
    String subtitle,
    Map<String, String> network,
    Metrics metrics,
    DetailedEvaluation evaluation,
    LabelledImages images) {
  /** The file's name. */
  public static final String FILE = "report.html";

  /**
   * Writes {@code report.html}.
   *
   * @param folder where it goes
   * @param trained whether the tables of training in that folder belong to it, and are to be shown
   * @throws OutputException if it cannot be written, its plots cannot be drawn, or the tables
   *     cannot be read
   */
  public void write(RunFolder folder, boolean trained) {
    CsvColumns history = trained ? PageFile.table(folder, "history.csv") : CsvColumns.NONE;
    CsvColumns layers = trained ? PageFile.table(folder, "layers.csv") : CsvColumns.NONE;
    PageFile.write(folder, () -> page(history, layers));
  }

  Page page(CsvColumns history, CsvColumns layers) {
    MetricValues values = new MetricValues(metrics);
    String data = String.valueOf(values.at("data"));
    return new Page(
        title,
        subtitle,
        List.of(
            new ScoresSection(values, ScoresSection.CLASSIFICATION),
            new TrainingSection(history, layers, "image"),
            new CalibrationSection(values, evaluation.reliability(), evaluation.rejection()),
            new ConfusionSection(evaluation.confusion(), images.classNames()),
            new OutOfDistributionSection(values, data, evaluation),
            new CorruptionSection(evaluation.corruptions()),
            new ImagesSection(evaluation.images(), images),
            new SettingsSection(values, network)));
  }
}
