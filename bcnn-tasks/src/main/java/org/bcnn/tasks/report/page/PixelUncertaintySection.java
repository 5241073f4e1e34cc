package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bcnn.tasks.superresolution.PixelCalibration;
import org.bcnn.tasks.superresolution.SetScores;
import org.bcnn.tasks.superresolution.SparsificationCurve;

/** Whether predicted deviations tell where errors are, and how large. */
final class PixelUncertaintySection implements Section {
  private final List<SetScores> sets;

  PixelUncertaintySection(List<SetScores> sets) {
    this.sets = sets;
  }

  @Override
  public String title() {
    return "Uncertainty of pixels";
  }

  @Override
  public boolean isEmpty() {
    return sets.isEmpty();
  }

  @Override
  public void write(Html html) {
    html.open("div", "class", "plots");
    intervals().write(html);
    deviations().write(html);
    sets.forEach(set -> sparsification(set).write(html));
    epistemic().write(html);
    html.close();
  }

  private Plot intervals() {
    double[] ends = {0.5, 1};
    List<Series> series = new ArrayList<>();
    series.add(new Series("perfect calibration", ends, ends, Ink.MUTED, Series.Look.DASHED));
    for (SetScores set : sets) {
      series.add(
          new Series(
              set.set(),
              set.intervals().stream().mapToDouble(PixelCalibration.Interval::nominal).toArray(),
              set.intervals().stream().mapToDouble(PixelCalibration.Interval::empirical).toArray(),
              Ink.series(series.size() - 1),
              Series.Look.MARKED));
    }
    return new Plot(
        "Calibration of intervals",
        "The share of pixels whose true level is in central intervals of the predictive Gaussian, "
            + "against the share that should be.",
        "Above the diagonal intervals are too wide, below it too narrow.",
        Axis.of("share that an interval should hold").from(0.5, 1),
        Axis.of("share that it holds"),
        series);
  }

  private Plot deviations() {
    List<Series> series = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (SetScores set : sets) {
      for (PixelCalibration.Bin bin : set.bins()) {
        least = Math.min(least, bin.deviation());
        most = Math.max(most, bin.deviation());
      }
    }
    double[] ends = {least, most};
    series.add(new Series("equal", ends, ends, Ink.MUTED, Series.Look.DASHED));
    for (SetScores set : sets) {
      series.add(
          new Series(
              set.set(),
              set.bins().stream().mapToDouble(PixelCalibration.Bin::deviation).toArray(),
              set.bins().stream().mapToDouble(PixelCalibration.Bin::error).toArray(),
              Ink.series(series.size() - 1),
              Series.Look.MARKED));
    }
    return new Plot(
        "Error against predicted deviation",
        "Root mean square error of the pixels of each tenth by predicted standard deviation, "
            + "against that deviation.",
        "A point a tenth of the pixels. On the dashed line errors are as large as predicted.",
        Axis.of("predicted standard deviation, levels"),
        Axis.of("root mean square error, levels"),
        series);
  }

  private Plot sparsification(SetScores set) {
    SparsificationCurve curve = set.sparsification();
    double[] removed =
        curve.points().stream().mapToDouble(SparsificationCurve.Point::removed).toArray();
    double[] random = IntStream.range(0, removed.length).mapToDouble(i -> curve.random()).toArray();
    return new Plot(
        "Sparsification on " + set.set(),
        String.format(
            "Root mean square error of the pixels that are left when the most uncertain are "
                + "removed: %s with all, %s with half of them, where the oracle has %s.",
            Numbers.plain(curve.random()),
            Numbers.plain(half(curve).error()),
            Numbers.plain(half(curve).oracle())),
        "The nearer to the oracle, which knows the errors, the better the deviation tells where "
            + "errors are. Mean over pictures.",
        Axis.of("share of pixels removed").from(0, 1),
        Axis.of("RMSE of the rest, levels"),
        List.of(
            new Series("at random", removed, random, Ink.MUTED, Series.Look.DASHED),
            new Series(
                "by predicted deviation",
                removed,
                curve.points().stream().mapToDouble(SparsificationCurve.Point::error).toArray(),
                Ink.BLUE,
                Series.Look.MARKED),
            new Series(
                "oracle",
                removed,
                curve.points().stream().mapToDouble(SparsificationCurve.Point::oracle).toArray(),
                Ink.GREEN,
                Series.Look.LINE)));
  }

  private static SparsificationCurve.Point half(SparsificationCurve curve) {
    return curve.points().get(curve.points().size() / 2);
  }

  /** Shows whether a set unlike that of training is met with more uncertainty of the weights. */
  private Plot epistemic() {
    List<Series> series = new ArrayList<>();
    StringBuilder alt = new StringBuilder("Mean epistemic standard deviation of the pixels.");
    for (SetScores set : sets) {
      double deviation = set.mean().scores().epistemicDeviation();
      alt.append(' ').append(set.set()).append(": ").append(Numbers.plain(deviation)).append('.');
      series.add(
          new Series(
              set.set(),
              new double[] {series.size() + 1},
              new double[] {deviation},
              Ink.series(series.size()),
              Series.Look.POINTS));
    }
    boolean shown = sets.size() > 1 && !series.stream().allMatch(Series::isZero);
    return new Plot(
        "Epistemic deviation by set",
        alt.toString(),
        "What the weights leave open; more is expected where pictures are unlike those of training.",
        Axis.places(sets.size()),
        Axis.of("levels"),
        shown ? series : List.of());
  }
}
