package org.bcnn.tasks.report.page;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bcnn.tasks.comparison.LearningCurvePoint;
import org.bcnn.tasks.comparison.MeanWithError;

/** Plots scores against the number of training images. */
final class LearningCurvePlots {
  private final List<LearningCurvePoint> points;

  LearningCurvePlots(List<LearningCurvePoint> points) {
    this.points = points;
  }

  /** A score by the numbers of training images; none if it is 0 everywhere. */
  Series series(String words, String score, int colour) {
    Series series =
        new Series(
            words,
            values(LearningCurvePoint::trainExamples),
            values(point -> point.scores().get(score).mean()),
            errors(score),
            Ink.series(colour),
            Series.Look.MARKED);
    return series.isZero()
        ? new Series(words, new double[0], new double[0], series.ink(), series.look())
        : series;
  }

  /** The errors of a score, none where there is a single seed. */
  private double[] errors(String score) {
    return points.get(0).runs().size() == 1
        ? new double[0]
        : values(
            point -> {
              MeanWithError value = point.scores().get(score);
              return Double.isFinite(value.standardError()) ? value.standardError() : 0;
            });
  }

  private double[] values(ToDoubleFunction<LearningCurvePoint> value) {
    return points.stream().mapToDouble(value).toArray();
  }

  Plot plot(String title, String unit, String note, Series... series) {
    return new Plot(
        title,
        alt(title, series),
        note,
        Axis.of("training images")
            .decades(points.get(0).trainExamples(), points.get(points.size() - 1).trainExamples()),
        Axis.of(unit),
        List.of(series));
  }

  private static String alt(String title, Series... series) {
    StringBuilder alt = new StringBuilder(title).append(" against the number of training images.");
    for (Series one : series) {
      if (!one.isEmpty()) {
        int last = one.x().length - 1;
        alt.append(
            String.format(
                " %s: %s with %s images, %s with %s.",
                one.name(),
                Numbers.plain(one.y()[0]),
                Numbers.plain(one.x()[0]),
                Numbers.plain(one.y()[last]),
                Numbers.plain(one.x()[last])));
      }
    }
    return alt.toString();
  }
}
