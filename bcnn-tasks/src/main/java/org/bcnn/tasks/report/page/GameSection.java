package org.bcnn.tasks.report.page;

import java.util.List;

/** How a game went, from its {@code history.csv}. */
final class GameSection implements Section {
  private static final String NATS = "nats an image";

  private final CsvColumns history;

  /**
   * Makes the section.
   *
   * @param history a row an epoch
   */
  GameSection(CsvColumns history) {
    this.history = history;
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
    plot(
            "Losses",
            NATS,
            "Without KL divergences. Where the discriminator cannot tell images apart, its "
                + "non-saturating loss is 2 log 2 = 1.386 and the generator's log 2 = 0.693.",
            line("discriminator", "discriminatorNll", 0),
            line("generator", "generatorNll", 1))
        .write(html);
    plot(
            "Probability of being real",
            "mean over images",
            "What the discriminator gives to real and to generated images in training.",
            line("real images", "realProbability", 0),
            line("generated images", "generatedProbability", 1))
        .write(html);
    plot(
            "Fréchet distance",
            "squared distance of features",
            "Of images by the averaged generator, fewer than at the end: to be compared between "
                + "epochs alone.",
            line("Fréchet distance", "frechet", 2))
        .write(html);
    plot("Classes covered", "classes", "", line("classes covered", "modesCovered", 3)).write(html);
    plot(
            "Test accuracy of the discriminator",
            "share of images",
            "",
            line("test accuracy", "testAccuracy", 4))
        .write(html);
    kl(html, "KL divergence of the discriminator", "discriminatorKl", 0);
    kl(html, "KL divergence of the generator", "generatorKl", 1);
    html.close();
  }

  private void kl(Html html, String title, String column, int colour) {
    Series kl = line(title, column, colour);
    if (!kl.isZero()) {
      plot(title, "nats, whole network", "From the posterior to the prior.", kl).write(html);
    }
  }

  private Series line(String name, String column, int colour) {
    return new Series(
        name,
        history.numbers("epoch"),
        history.numbers(column),
        Ink.series(colour),
        Series.Look.MARKED);
  }

  private static Plot plot(String title, String unit, String note, Series... series) {
    List<Series> drawn = List.of(series);
    StringBuilder alt = new StringBuilder(title).append(" by epoch.");
    for (Series one : drawn) {
      if (!one.isEmpty()) {
        alt.append(' ').append(one.name()).append(" from ").append(Numbers.plain(one.y()[0]));
        alt.append(" to ").append(Numbers.plain(one.y()[one.y().length - 1])).append('.');
      }
    }
    return new Plot(title, alt.toString(), note, Axis.epochs(), Axis.of(unit), drawn);
  }
}
