package org.bcnn.tasks.data.drawing;

import org.bcnn.random.RandomStream;

/**
 * A smooth random displacement of the plane: a uniform cubic B-spline whose knots are normal
 * deviates, after the elastic distortions of P. Y. Simard, D. Steinkraus, J. C. Platt, "Best
 * Practices for Convolutional Neural Networks Applied to Visual Document Analysis", ICDAR 2003.
 *
 * <p>Immutable and safe for use by any number of threads.
 */
final class ElasticField {

  /** Intervals between knots along each axis. */
  private static final int CELLS = 3;

  private static final int KNOTS = CELLS + 3;

  private final double scale;
  private final double[] dx = new double[KNOTS * KNOTS];
  private final double[] dy = new double[KNOTS * KNOTS];

  /**
   * Draws a field.
   *
   * @param size the width and height of the picture in pixels
   * @param warp the standard deviation of a knot's displacement in pixels
   * @param random the source of the knots
   */
  ElasticField(int size, double warp, RandomStream random) {
    scale = (double) CELLS / size;
    for (int i = 0; i < dx.length; i++) {
      dx[i] = warp * random.nextGaussian();
      dy[i] = warp * random.nextGaussian();
    }
  }

  /** Moves every point of a path. */
  void distort(PenPath path) {
    double[] across = new double[4];
    double[] down = new double[4];
    for (int i = 0; i < path.size(); i++) {
      double x = path.x(i);
      double y = path.y(i);
      int first = cell(y) * KNOTS + cell(x);
      weights(x * scale - cell(x), across);
      weights(y * scale - cell(y), down);
      double moveX = 0;
      double moveY = 0;
      for (int r = 0; r < 4; r++) {
        for (int c = 0; c < 4; c++) {
          double weight = down[r] * across[c];
          moveX += weight * dx[first + r * KNOTS + c];
          moveY += weight * dy[first + r * KNOTS + c];
        }
      }
      path.move(i, x + moveX, y + moveY);
    }
  }

  private int cell(double at) {
    return Math.max(0, Math.min(CELLS - 1, (int) (at * scale)));
  }

  /** The four B-spline weights at a position within a cell; points outside keep the edge's. */
  private static void weights(double position, double[] weight) {
    double t = Math.max(0, Math.min(1, position));
    double u = 1 - t;
    weight[0] = u * u * u / 6;
    weight[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
    weight[2] = (3 * u * u * u - 6 * u * u + 4) / 6;
    weight[3] = t * t * t / 6;
  }
}
