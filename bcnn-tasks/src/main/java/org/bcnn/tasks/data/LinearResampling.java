package org.bcnn.tasks.data;

/** Changes the size of a plane by linear interpolation, axis by axis. Stateless. */
final class LinearResampling {
  private LinearResampling() {}

  /**
   * Returns what each of {@code from} samples counts for in each of {@code to}: a triangle around
   * the place of the new sample, as wide as two samples of the coarser of the two grids. Samples
   * are in the middle of their cells; beyond the edges there is nothing, and weights sum to 1.
   */
  static double[][] weights(int from, int to) {
    if (to < 1) {
      throw new IllegalArgumentException("a size must be at least 1 pixel, got " + to);
    }
    double ratio = (double) from / to;
    double reach = Math.max(1, ratio);
    double[][] weights = new double[to][from];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * ratio - 0.5;
      double sum = 0;
      for (int j = 0; j < from; j++) {
        weights[i][j] = Math.max(0, 1 - Math.abs(j - centre) / reach);
        sum += weights[i][j];
      }
      for (int j = 0; j < from; j++) {
        weights[i][j] /= sum;
      }
    }
    return weights;
  }

  /** Returns the product down · plane · acrossᵀ, without the weights that are 0. */
  static double[][] apply(double[][] down, double[][] plane, double[][] across) {
    double[][] narrowed = new double[plane.length][across.length];
    for (int row = 0; row < plane.length; row++) {
      for (int column = 0; column < across.length; column++) {
        narrowed[row][column] = dot(across[column], plane[row]);
      }
    }
    double[][] result = new double[down.length][across.length];
    for (int row = 0; row < down.length; row++) {
      for (int source = 0; source < plane.length; source++) {
        double weight = down[row][source];
        if (weight != 0) {
          for (int column = 0; column < across.length; column++) {
            result[row][column] += weight * narrowed[source][column];
          }
        }
      }
    }
    return result;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
