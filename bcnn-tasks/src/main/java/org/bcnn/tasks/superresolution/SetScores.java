package org.bcnn.tasks.superresolution;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How good the reconstructions of a set of pictures are, and how good is what they say of their own
 * uncertainty.
 *
 * @param set the name of the set
 * @param pictures the scores of each, in the order of the set, at least one
 * @param sparsification the mean over pictures of their sparsification curves
 * @param intervals how many pixels are within central intervals, over all pixels
 * @param bins how large errors are by the predicted deviation, over all pixels
 */
public record SetScores(
    String set,
    List<PictureScores> pictures,
    SparsificationCurve sparsification,
    List<PixelCalibration.Interval> intervals,
    List<PixelCalibration.Bin> bins) {
  /** Copies the lists. */
  public SetScores {
    Objects.requireNonNull(set, "set");
    Objects.requireNonNull(sparsification, "sparsification");
    pictures = List.copyOf(pictures);
    intervals = List.copyOf(intervals);
    bins = List.copyOf(bins);
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("the set " + set + " has no pictures");
    }
  }

  /**
   * Averages over pictures.
   *
   * @return a picture's scores, with the name of the set and no size
   */
  public PictureScores mean() {
    boolean both = pictures.stream().allMatch(picture -> picture.deterministic().isPresent());
    return new PictureScores(
        set,
        0,
        0,
        mean(PictureScores::scores),
        Fidelity.mean(pictures.stream().map(PictureScores::bicubic).toList()),
        both
            ? Optional.of(mean(picture -> picture.deterministic().orElseThrow()))
            : Optional.empty());
  }

  private SuperResolutionScores mean(Function<PictureScores, SuperResolutionScores> which) {
    return SuperResolutionScores.mean(pictures.stream().map(which).toList());
  }

  /**
   * Averages curves of the same steps, at each share removed.
   *
   * @param curves at least one
   * @return the means of shares, errors and oracles
   */
  static SparsificationCurve mean(List<SparsificationCurve> curves) {
    int steps = curves.get(0).points().size();
    return new SparsificationCurve(
        IntStream.range(0, steps)
            .mapToObj(
                i -> {
                  List<SparsificationCurve.Point> at =
                      curves.stream().map(curve -> curve.points().get(i)).toList();
                  return new SparsificationCurve.Point(
                      average(at, SparsificationCurve.Point::removed),
                      average(at, SparsificationCurve.Point::error),
                      average(at, SparsificationCurve.Point::oracle));
                })
            .toList());
  }

  private static double average(
      List<SparsificationCurve.Point> points, Function<SparsificationCurve.Point, Double> of) {
    return points.stream().mapToDouble(of::apply).sum() / points.size();
  }
}
