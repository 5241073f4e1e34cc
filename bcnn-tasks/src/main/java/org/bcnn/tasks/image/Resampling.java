package org.bcnn.tasks.image;

import java.util.Arrays;

/**
 * Changes the size of planes, axis by axis. Samples are in the middle of their cells. Where an axis
 * shrinks, the kernel is stretched by the same factor, so that what is too fine for the new grid is
 * averaged instead of appearing as something else. With {@link Kernel#CUBIC} and {@link
 * Edge#MIRROR} this is the convention of MATLAB's {@code imresize}, which results of
 * super-resolution are reported with. Immutable and thread-safe.
 *
 * @param kernel what neighbours count for
 * @param edge what there is beyond the edges
 */
public record Resampling(Kernel kernel, Edge edge) {
  /** Bilinear interpolation, antialiased, with nothing beyond the edges. */
  public static final Resampling BILINEAR = new Resampling(Kernel.TRIANGLE, Edge.CUT);

  /** Bicubic interpolation, antialiased, with mirrored edges. */
  public static final Resampling BICUBIC = new Resampling(Kernel.CUBIC, Edge.MIRROR);

  /** The samples that one sample of the result is made of; the weights add to 1. */
  private record Tap(int[] sources, double[] weights) {}

  /**
   * Changes the size of a plane. Proportions may change, too.
   *
   * @param plane the plane
   * @param height the rows wanted, at least 1
   * @param width the columns wanted, at least 1
   * @return a new plane; levels are not rounded and, with the cubic kernel, can be outside of the
   *     range they were in
   * @throws IllegalArgumentException if a size is less than 1
   */
  public Plane resize(Plane plane, int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a size must be at least 1 pixel, got " + height + "x" + width);
    }
    double[] narrowed = across(plane, taps(plane.width(), width));
    Tap[] down = taps(plane.height(), height);
    double[] levels = new double[Math.multiplyExact(height, width)];
    for (int row = 0; row < height; row++) {
      Tap tap = down[row];
      for (int k = 0; k < tap.sources.length; k++) {
        double weight = tap.weights[k];
        int source = tap.sources[k] * width;
        for (int column = 0; column < width; column++) {
          levels[row * width + column] += weight * narrowed[source + column];
        }
      }
    }
    return new Plane(height, width, levels);
  }

  private static double[] across(Plane plane, Tap[] taps) {
    double[] levels = plane.levels();
    double[] result = new double[Math.multiplyExact(plane.height(), taps.length)];
    for (int row = 0; row < plane.height(); row++) {
      for (int column = 0; column < taps.length; column++) {
        Tap tap = taps[column];
        double sum = 0;
        for (int k = 0; k < tap.sources.length; k++) {
          sum += tap.weights[k] * levels[row * plane.width() + tap.sources[k]];
        }
        result[row * taps.length + column] = sum;
      }
    }
    return result;
  }

  private Tap[] taps(int from, int to) {
    double ratio = (double) from / to;
    double stretch = Math.max(1, ratio);
    double reach = kernel.radius() * stretch;
    Tap[] taps = new Tap[to];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * ratio - 0.5;
      int first = (int) Math.ceil(centre - reach);
      int last = (int) Math.floor(centre + reach);
      if (edge == Edge.CUT) {
        first = Math.max(first, 0);
        last = Math.min(last, from - 1);
      }
      int[] sources = new int[last - first + 1];
      double[] weights = new double[sources.length];
      for (int k = 0; k < sources.length; k++) {
        sources[k] = mirrored(first + k, from);
        weights[k] = kernel.at((first + k - centre) / stretch);
      }
      double sum = Arrays.stream(weights).sum();
      for (int k = 0; k < weights.length; k++) {
        weights[k] /= sum;
      }
      taps[i] = new Tap(sources, weights);
    }
    return taps;
  }

  /** Folds a place beyond the edges back: -1 is 0 again, and {@code size} is {@code size - 1}. */
  private static int mirrored(int place, int size) {
    int folded = Math.floorMod(place, 2 * size);
    return folded < size ? folded : 2 * size - 1 - folded;
  }
}
