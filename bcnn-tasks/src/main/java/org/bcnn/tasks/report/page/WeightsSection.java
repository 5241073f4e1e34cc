package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bcnn.tasks.pruning.WeightDistributions;

/** Histograms of weights and of their signal-to-noise ratios, before and after pruning. */
final class WeightsSection implements Section {
  private static final int BINS = 30;

  /** Of the largest weights so many are beyond the histogram, or it would be empty. */
  private static final double BEYOND = 0.001;

  private static final double LEAST_DECIBELS = -80;
  private static final double MOST_DECIBELS = 50;
  private static final double DECIBELS = 2.5;

  private final Map<String, WeightDistributions> weights;

  WeightsSection(Map<String, WeightDistributions> weights) {
    this.weights = weights;
  }

  @Override
  public String title() {
    return "Weights";
  }

  @Override
  public boolean isEmpty() {
    return weights.isEmpty();
  }

  @Override
  public void write(Html html) {
    html.element(
        "p", "The weights that each network has, biases left out; shares are of these weights.");
    html.open("div", "class", "plots");
    double most =
        weights.values().stream().mapToDouble(each -> upper(each.magnitudes())).max().orElse(0);
    if (most > 0) {
      plot(
          html,
          "Means",
          "magnitude of the mean",
          "The largest one in a thousand may be beyond the end.",
          Histogram.upTo(most, BINS),
          WeightDistributions::magnitudes);
    }
    plot(
        html,
        "Signal-to-noise ratios",
        "20 log10(|mean| / deviation), dB",
        "At 0 dB the mean is as large as the deviation.",
        decibels(),
        WeightDistributions::decibels);
    html.close();
  }

  private static double upper(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * (1 - BEYOND))];
  }

  private static Histogram decibels() {
    double[] edges = new double[(int) ((MOST_DECIBELS - LEAST_DECIBELS) / DECIBELS) + 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = LEAST_DECIBELS + i * DECIBELS;
    }
    return new Histogram(edges);
  }

  private void plot(
      Html html,
      String title,
      String axis,
      String note,
      Histogram histogram,
      Function<WeightDistributions, double[]> values) {
    List<Series> series = new ArrayList<>();
    weights.forEach(
        (name, each) -> {
          double[] of = values.apply(each);
          if (of.length > 0) {
            series.add(histogram.bars(name, of, Ink.series(series.size())));
          }
        });
    new Plot(
            title,
            title + " of the weights of " + String.join(" and ", weights.keySet()) + ".",
            note,
            Axis.of(axis),
            Axis.of("share of the weights"),
            series)
        .write(html);
  }
}
