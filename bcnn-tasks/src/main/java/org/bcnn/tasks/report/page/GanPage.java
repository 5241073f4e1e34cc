package org.bcnn.tasks.report.page;

import java.util.List;
import java.util.Map;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.RunFolder;

/**
 * The page of a generative adversarial network.
 *
 * @param title what was trained or evaluated
 * @param subtitle a sentence on it
 * @param network name and value of each setting of the players
 * @param metrics what {@code metrics.json} has
 * @param sheets pictures of images side by side
 */
public record GanPage(
    String title,
    String subtitle,
    Map<String, String> network,
    Metrics metrics,
    List<ImageSheet> sheets) {
  private static final List<Score> SCORES =
      List.of(
          new Score(
              "Fréchet distance",
              "frechet",
              "",
              "between generated images and those trained on, in features of a classifier; less is "
                  + "better"),
          new Score(
              "Fréchet distance of test images",
              "frechetTrainTest",
              "",
              "what a perfect generator would have"),
          new Score(
              "Fréchet distance of noise", "frechetNoise", "", "what images of pure noise have"),
          new Score(
              "precision",
              "precision",
              "",
              "share of the generated images that are like real ones; at most 1"),
          new Score(
              "recall",
              "recall",
              "",
              "share of the real images that are like generated ones; at most 1"),
          new Score("density", "density", "", "how many real images a generated one is like"),
          new Score(
              "coverage", "coverage", "", "share of the real images with a generated one near"),
          new Score(
              "classes covered",
              "modesCovered",
              "",
              "classes with a tenth of an even share of the generated images"),
          new Score("generated images", "samples", "", "that the scores are of"),
          new Score(
              "parameters of the generator",
              "generatorParameters",
              "",
              "numbers that are trained: two a weight with a distribution"),
          new Score("parameters of the discriminator", "discriminatorParameters", "", "the same"),
          new Score(
              "training time",
              "trainSeconds",
              Numbers::seconds,
              "",
              "time of all rounds, scores between epochs left out"));

  /** Copies the list. */
  public GanPage {
    sheets = List.copyOf(sheets);
  }

  /**
   * Writes {@code report.html}.
   *
   * @param folder where it goes
   * @param trained whether the tables of training in that folder belong to it, and are to be shown
   * @throws org.bcnn.tasks.report.OutputException if it cannot be written, its plots cannot be
   *     drawn, or the tables cannot be read
   */
  public void write(RunFolder folder, boolean trained) {
    CsvColumns history = trained ? PageFile.table(folder, "history.csv") : CsvColumns.NONE;
    PageFile.write(folder, () -> page(history));
  }

  Page page(CsvColumns history) {
    MetricValues values = new MetricValues(metrics);
    return new Page(
        title,
        subtitle,
        List.of(
            new ScoresSection(values, SCORES),
            new ImageSheetsSection(sheets),
            new GameSection(history),
            new ClassSharesSection(values),
            new SemiSupervisedSection(values),
            new DiscriminatorSection(values),
            new WeightDiversitySection(values),
            new SettingsSection(values, network)));
  }
}
