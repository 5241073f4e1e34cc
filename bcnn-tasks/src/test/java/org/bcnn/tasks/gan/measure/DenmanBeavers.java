package org.bcnn.tasks.gan.measure;

/**
 * The root of a matrix by the iteration of Denman and Beavers (1976): {@code Y ← (Y + Z⁻¹)/2, Z ←
 * (Z + Y⁻¹)/2} from {@code Y = A, Z = I}, where Y becomes the root of A.
 */
final class DenmanBeavers {
  private static final int ITERATIONS = 40;

  private DenmanBeavers() {}

  static double[][] root(double[][] matrix) {
    double[][] root = matrix;
    double[][] inverseRoot = identity(matrix.length);
    for (int i = 0; i < ITERATIONS; i++) {
      double[][] next = mean(root, inverse(inverseRoot));
      inverseRoot = mean(inverseRoot, inverse(root));
      root = next;
    }
    return root;
  }

  static double[][] product(double[][] left, double[][] right) {
    int size = left.length;
    double[][] product = new double[size][size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        for (int i = 0; i < size; i++) {
          product[row][column] += left[row][i] * right[i][column];
        }
      }
    }
    return product;
  }

  private static double[][] identity(int size) {
    double[][] identity = new double[size][size];
    for (int i = 0; i < size; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }

  private static double[][] mean(double[][] one, double[][] other) {
    double[][] mean = new double[one.length][one.length];
    for (int row = 0; row < one.length; row++) {
      for (int column = 0; column < one.length; column++) {
        mean[row][column] = (one[row][column] + other[row][column]) / 2;
      }
    }
    return mean;
  }

  /** Gauss–Jordan elimination with the largest pivot of a column. */
  private static double[][] inverse(double[][] matrix) {
    int size = matrix.length;
    double[][] left = new double[size][];
    for (int row = 0; row < size; row++) {
      left[row] = matrix[row].clone();
    }
    double[][] right = identity(size);
    for (int column = 0; column < size; column++) {
      int pivot = column;
      for (int row = column + 1; row < size; row++) {
        pivot = Math.abs(left[row][column]) > Math.abs(left[pivot][column]) ? row : pivot;
      }
      swap(left, pivot, column);
      swap(right, pivot, column);
      scale(left[column], right[column], 1 / left[column][column]);
      for (int row = 0; row < size; row++) {
        if (row != column) {
          double factor = left[row][column];
          subtract(left[row], left[column], factor);
          subtract(right[row], right[column], factor);
        }
      }
    }
    return right;
  }

  private static void swap(double[][] rows, int one, int other) {
    double[] row = rows[one];
    rows[one] = rows[other];
    rows[other] = row;
  }

  private static void scale(double[] left, double[] right, double factor) {
    for (int i = 0; i < left.length; i++) {
      left[i] *= factor;
      right[i] *= factor;
    }
  }

  private static void subtract(double[] from, double[] row, double factor) {
    for (int i = 0; i < row.length; i++) {
      from[i] -= factor * row[i];
    }
  }
}
