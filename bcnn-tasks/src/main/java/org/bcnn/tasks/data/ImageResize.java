package org.bcnn.tasks.data;

/**
 * Resizes planes of pixels with a triangle filter that is as wide as the reduction, so that no
 * pixel of a larger image is passed over; where it enlarges, that is bilinear interpolation.
 * Stateless.
 */
final class ImageResize {

  private ImageResize() {}

  /** The pixels that one pixel of the result is made of, along one axis; their weights add to 1. */
  private record Tap(int first, double[] weights) {}

  /**
   * Resizes a plane to a square, whatever its own shape.
   *
   * @param plane [height, width]
   * @param height its height, at least 1
   * @param width its width, at least 1
   * @param size the height and the width of the result, at least 1
   * @return [size, size]
   */
  static double[] apply(double[] plane, int height, int width, int size) {
    Tap[] across = taps(width, size);
    Tap[] down = taps(height, size);
    double[] narrowed = new double[height * size];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < size; column++) {
        narrowed[row * size + column] =
            sum(across[column], plane, row * width + across[column].first(), 1);
      }
    }
    double[] result = new double[size * size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        result[row * size + column] =
            sum(down[row], narrowed, down[row].first() * size + column, size);
      }
    }
    return result;
  }

  private static double sum(Tap tap, double[] values, int start, int stride) {
    double sum = 0;
    for (int i = 0; i < tap.weights().length; i++) {
      sum += tap.weights()[i] * values[start + i * stride];
    }
    return sum;
  }

  private static Tap[] taps(int from, int to) {
    double scale = (double) from / to;
    double radius = Math.max(1, scale);
    Tap[] taps = new Tap[to];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      int first = Math.max(0, (int) Math.floor(centre - radius));
      int end = Math.min(from, (int) Math.ceil(centre + radius));
      double[] weights = new double[end - first];
      double total = 0;
      for (int k = 0; k < weights.length; k++) {
        weights[k] = Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / radius);
        total += weights[k];
      }
      for (int k = 0; k < weights.length; k++) {
        weights[k] /= total;
      }
      taps[i] = new Tap(first, weights);
    }
    return taps;
  }
}
