package org.bcnn.tasks.report.page;

import java.util.List;
import java.util.Map;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.OutputException;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.superresolution.PictureExample;
import org.bcnn.tasks.superresolution.SetScores;

/**
 * The page of a run of super-resolution.
 *
 * @param title what was trained or evaluated
 * @param subtitle a sentence on it
 * @param network name and value of each setting of the network
 * @param metrics what {@code metrics.json} has
 * @param sets the scores of each set
 * @param examples pictures to show
 */
public record SuperResolutionPage(
    String title,
    String subtitle,
    Map<String, String> network,
    Metrics metrics,
    List<SetScores> sets,
    List<PictureExample> examples) {
  private static final String LEVELS = "levels";

  private static final List<Score> SCORES =
      List.of(
          new Score(
              "PSNR",
              "psnr",
              "dB",
              "peak signal-to-noise ratio of the luma, of the mean over draws; more is better"),
          new Score("PSNR of bicubic interpolation", "bicubicPsnr", "dB", "what it has to beat"),
          new Score(
              "PSNR of the deterministic twin",
              "psnrDeterministic",
              "dB",
              "the same network with plain weights, trained alike"),
          new Score("SSIM", "ssim", "", "structural similarity, at most 1; more is better"),
          new Score("SSIM of bicubic interpolation", "bicubicSsim", "", "what it has to beat"),
          new Score(
              "negative log-likelihood",
              "nll",
              "nats a pixel",
              "how surprising the true levels (0 to 1) are to the predictive Gaussian; less is better, "
                  + "and may be negative"),
          new Score(
              "negative log-likelihood of the twin",
              "nllDeterministic",
              "nats a pixel",
              "the same of the deterministic twin"),
          new Score(
              "pixels in the 90 % interval",
              "coverage90", Numbers::percent, "", "of the true levels; 90 % is right"),
          new Score(
              "rank correlation of error and deviation",
              "rankCorrelation",
              "",
              "Spearman's, over pixels: whether errors are large where they are predicted to be; at "
                  + "most 1"),
          new Score(
              "area under the sparsification error",
              "ause",
              "",
              "between refusing pixels by deviation and by true error; 0 is perfect"),
          new Score(
              "epistemic deviation",
              "epistemicDeviation",
              LEVELS,
              "of the means over draws of the weights: what more data would remove; 0 for plain "
                  + "weights"),
          new Score(
              "aleatoric deviation",
              "aleatoricDeviation",
              LEVELS,
              "of the noise of pixels: what is lost in the low resolution"),
          new Score(
              "KL divergence",
              "klNats",
              "nats",
              "how far the posterior of all weights is from the prior; 0 for plain weights"),
          new Score(
              "parameters",
              "parameters",
              "",
              "numbers that are trained: two a weight with a distribution"),
          new Score(
              "training time",
              "trainSeconds",
              Numbers::seconds,
              "",
              "time of all training steps, validation left out"),
          new Score("speed", "examplesPerSecond", "patches a second", "in training"));

  /** Copies the lists. */
  public SuperResolutionPage {
    sets = List.copyOf(sets);
    examples = List.copyOf(examples);
  }

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
    return new Page(
        title,
        subtitle,
        List.of(
            new ScoresSection(values, SCORES),
            new PictureSetsSection(values, sets),
            new TrainingSection(history, layers, "patch"),
            new ReconstructionsSection(examples),
            new PixelUncertaintySection(sets),
            new PictureScoresSection(values, sets),
            new SettingsSection(values, network)));
  }
}
