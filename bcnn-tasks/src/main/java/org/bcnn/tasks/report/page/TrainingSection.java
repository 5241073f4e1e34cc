package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** How training went, from {@code history.csv} and {@code layers.csv}. */
final class TrainingSection implements Section {
  /** More lines than this are not told apart. */
  private static final int PARAMETERS = Ink.SERIES.size();

  private final CsvColumns history;
  private final CsvColumns layers;
  private final String example;

  /**
   * Makes the section.
   *
   * @param history a row an epoch
   * @param layers a row an epoch and tensor of weights
   * @param example what an example is called
   */
  TrainingSection(CsvColumns history, CsvColumns layers, String example) {
    this.history = history;
    this.layers = layers;
    this.example = example;
  }

  @Override
  public String title() {
    return "Training";
  }

  @Override
  public boolean isEmpty() {
    return history.rows() == 0;
  }

  @Override
  public void write(Html html) {
    html.open("div", "class", "plots");
    Series validation = line("validation", "validationNll", 1);
    plot(
            "Negative log-likelihood",
            "nats a" + ("aeiou".indexOf(example.charAt(0)) < 0 ? " " : "n ") + example,
            validation.isEmpty()
                ? ""
                : "Training: of the passes that were trained on; validation: of the predictive "
                    + "distribution after the epoch. Validation that rises while training falls is "
                    + "overfitting.",
            line("training", "nll", 0),
            validation)
        .write(html);
    plot(
            "Accuracy",
            "share of images",
            "",
            line("training", "trainAccuracy", 0),
            line("validation", "validationAccuracy", 1))
        .write(html);
    plot(
            "Peak signal-to-noise ratio",
            "dB",
            "Training: of the draws of the weights that were trained on; validation: of the mean "
                + "over draws after the epoch.",
            decibels("training", "trainSquaredError", 0),
            line("validation", "validationPsnr", 1))
        .write(html);
    Series kl = line("KL divergence", "kl", 2);
    if (!kl.isZero()) {
      plot("KL divergence", "nats, whole network", "From the posterior to the prior.", kl)
          .write(html);
    }
    uncertainty(html);
    parameters(html);
    html.close();
  }

  private Series line(String name, String column, int colour) {
    return new Series(
        name,
        history.numbers("epoch"),
        history.numbers(column),
        Ink.series(colour),
        Series.Look.MARKED);
  }

  /** A line of squared errors of levels from 0 to 1, as ratios to the peak. */
  private Series decibels(String name, String column, int colour) {
    Series squares = line(name, column, colour);
    return new Series(
        name,
        squares.x(),
        Arrays.stream(squares.y()).map(square -> -10 * Math.log10(square)).toArray(),
        squares.ink(),
        squares.look());
  }

  private static Plot plot(String title, String unit, String note, Series... series) {
    List<Series> drawn = List.of(series);
    return new Plot(title, alt(title, drawn), note, Axis.epochs(), Axis.of(unit), drawn);
  }

  private static String alt(String title, List<Series> series) {
    StringBuilder alt = new StringBuilder(title).append(" by epoch.");
    for (Series one : series) {
      if (!one.isEmpty()) {
        alt.append(' ').append(one.name()).append(" from ").append(Numbers.plain(one.y()[0]));
        alt.append(" to ").append(Numbers.plain(one.y()[one.y().length - 1])).append('.');
      }
    }
    return alt.toString();
  }

  /** Shows whether uncertainty falls as accuracy rises (Shridhar et al. 2019). */
  private void uncertainty(Html html) {
    Series entropy = line("predictive entropy", "validationEntropy", 0);
    Series information = line("mutual information", "validationMutualInformation", 1);
    plot("Uncertainty of the validation images", "nats", "", entropy, withoutZeros(information))
        .write(html);
    against("Epistemic variance", "validationEpistemic", 0).write(html);
    against("Aleatoric variance", "validationAleatoric", 1).write(html);
  }

  private static Series withoutZeros(Series series) {
    return series.isZero()
        ? new Series(series.name(), new double[0], new double[0], series.ink(), series.look())
        : series;
  }

  private Plot against(String what, String column, int colour) {
    Series series =
        withoutZeros(
            new Series(
                what,
                history.numbers("validationAccuracy"),
                history.numbers(column),
                Ink.series(colour),
                Series.Look.MARKED));
    String title = what + " against accuracy";
    return new Plot(
        title,
        title + " on the validation images, a point an epoch." + ends(series),
        "A point an epoch, joined in their order. " + trend(series),
        Axis.of("validation accuracy"),
        Axis.of("variance, summed over classes"),
        List.of(series));
  }

  private static String ends(Series series) {
    return series.isEmpty()
        ? ""
        : String.format(
            " At accuracy %s it is %s, at %s it is %s in the end.",
            Numbers.plain(series.x()[0]),
            Numbers.plain(series.y()[0]),
            Numbers.plain(series.x()[series.x().length - 1]),
            Numbers.plain(series.y()[series.y().length - 1]));
  }

  private static String trend(Series series) {
    int last = series.x().length - 1;
    if (last < 1) {
      return "";
    }
    boolean better = series.x()[last] > series.x()[0];
    boolean surer = series.y()[last] < series.y()[0];
    return String.format(
        "From the first epoch to the last, accuracy %s and uncertainty %s.",
        better ? "rose" : "did not rise", surer ? "fell" : "did not fall");
  }

  private void parameters(Html html) {
    List<String> names = new ArrayList<>(layers.distinct("parameter"));
    String left = "";
    if (names.size() > PARAMETERS) {
      names.sort(Comparator.comparingDouble(this::size).reversed());
      left =
          String.format(
              "The %d parameters with the most values, of %d; layers.csv has all.",
              PARAMETERS, names.size());
      List<String> shown = names.subList(0, PARAMETERS);
      names = layers.distinct("parameter").stream().filter(shown::contains).toList();
    }
    byParameter(
            "Standard deviation of the posterior",
            "mean σ",
            "Weights that the data settle become surer: their σ falls. " + left,
            "sigma",
            names)
        .write(html);
    byParameter("KL divergence by parameter", "nats", left, "kl", names).write(html);
    byParameter(
            "Norm of the gradient",
            "L2 norm of the loss's gradient",
            "On the last minibatch of each epoch. " + left,
            "gradientNorm",
            names)
        .write(html);
  }

  private double size(String parameter) {
    double[] values = layers.where("parameter", parameter).numbers("values");
    return values.length == 0 ? 0 : values[0];
  }

  private Plot byParameter(
      String title, String unit, String note, String column, List<String> names) {
    List<Series> series = new ArrayList<>();
    DoubleSummaryStatistics range = new DoubleSummaryStatistics();
    for (String name : names) {
      CsvColumns rows = layers.where("parameter", name);
      Series one =
          new Series(
              name,
              rows.numbers("epoch"),
              rows.numbers(column),
              Ink.series(series.size()),
              Series.Look.MARKED);
      Arrays.stream(one.y()).forEach(range);
      series.add(one);
    }
    Axis y = Axis.of(unit);
    return new Plot(
        title,
        alt(title, series),
        note.strip(),
        Axis.epochs(),
        range.getMin() > 0 && decades(range) > 1 ? y.logarithmic() : y,
        series);
  }

  /** Counts the powers of ten, where a logarithmic axis has its labels. */
  private static double decades(DoubleSummaryStatistics range) {
    return Math.floor(Math.log10(range.getMax())) - Math.ceil(Math.log10(range.getMin())) + 1;
  }
}
