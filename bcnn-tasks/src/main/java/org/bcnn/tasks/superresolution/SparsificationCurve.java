package org.bcnn.tasks.superresolution;

import java.util.ArrayList;
import java.util.List;

/**
 * How the error of the remaining pixels falls when the most uncertain ones are removed, against how
 * it would fall if the uncertainty were perfect, that is ordered pixels as their errors do (Ilg et
 * al., "Uncertainty estimates and multi-hypotheses networks for optical flow", 2018). Pixels of the
 * same uncertainty are removed in random order, on average.
 *
 * @param points the points, by rising share, the first with nothing removed
 */
public record SparsificationCurve(List<Point> points) {
  /** The curve has a point for each twentieth. */
  private static final int STEPS = 20;

  /** Copies the points. */
  public SparsificationCurve {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a sparsification curve needs at least one point");
    }
  }

  /**
   * What is left when a share of the pixels is removed.
   *
   * @param removed the share, from 0 to less than 1
   * @param error the root mean square error of those that are left
   * @param oracle the same if those with the largest errors are removed: nothing can be less
   */
  public record Point(double removed, double error, double oracle) {}

  /**
   * Makes a curve with the shares 0, 0.05, &hellip;, 0.95, as nearly as the number of pixels
   * allows.
   *
   * @param uncertainty of each pixel, such as its predicted standard deviation
   * @param errors of each pixel, in the same order; signs do not matter
   * @return the curve
   * @throws IllegalArgumentException if there are no pixels, the counts differ or one is not a
   *     number
   */
  public static SparsificationCurve of(double[] uncertainty, double[] errors) {
    int pixels = errors.length;
    if (pixels == 0 || uncertainty.length != pixels) {
      throw new IllegalArgumentException(
          String.format(
              "a sparsification curve needs pixels with an uncertainty each, got %d of %d pixels",
              uncertainty.length, pixels));
    }
    double[] squares = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      squares[i] = errors[i] * errors[i];
    }
    double[] byUncertainty = sums(new Ranking(uncertainty), uncertainty, squares);
    double[] byError = sums(new Ranking(squares), squares, squares);
    List<Point> points = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      int left = pixels - (int) ((long) pixels * step / STEPS);
      points.add(
          new Point(
              (double) (pixels - left) / pixels,
              Math.sqrt(byUncertainty[left] / left),
              Math.sqrt(byError[left] / left)));
    }
    return new SparsificationCurve(points);
  }

  /**
   * Adds up squares in the order of scores.
   *
   * @return at {@code k}, the sum over the {@code k} pixels of the lowest scores; where some have
   *     the same score, each counts as their mean
   */
  private static double[] sums(Ranking ranking, double[] scores, double[] squares) {
    int pixels = scores.length;
    double[] atFirst = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      atFirst[ranking.below(scores[i])] += squares[i];
    }
    double[] sums = new double[pixels + 1];
    int start = 0;
    while (start < pixels) {
      int end = start + 1;
      while (end < pixels && ranking.at(end) == ranking.at(start)) {
        end++;
      }
      for (int k = start + 1; k <= end; k++) {
        sums[k] = sums[start] + atFirst[start] * (k - start) / (end - start);
      }
      start = end;
    }
    return sums;
  }

  /**
   * Returns the error of all pixels, which is also, on average of the squares, that of those that
   * are left when some are removed at random.
   *
   * @return a root mean square
   */
  public double random() {
    return points.get(0).error();
  }

  /**
   * Returns the area under the sparsification error (AUSE): between this curve and that of the
   * oracle, as a share of the error of all pixels, by the trapezoidal rule from nothing to the last
   * share removed.
   *
   * @return 0 if pixels are ordered as by their errors, and if there are no errors
   */
  public double ause() {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      area +=
          0.5
              * (to.removed() - from.removed())
              * (from.error() - from.oracle() + to.error() - to.oracle());
    }
    return area == 0 ? 0 : area / random();
  }
}
