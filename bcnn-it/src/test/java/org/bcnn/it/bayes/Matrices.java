package org.bcnn.it.bayes;

/** Dense linear algebra for tests, on matrices as arrays of rows. */
final class Matrices {
  private Matrices() {}

  static double[][] identity(int n, double scale) {
    double[][] identity = new double[n][n];
    for (int i = 0; i < n; i++) {
      identity[i][i] = scale;
    }
    return identity;
  }

  /** The lower triangular L with {@code L Lᵀ = a}, a symmetric and positive definite. */
  static double[][] cholesky(double[][] a) {
    int n = a.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
      }
    }
    return l;
  }

  static double logDeterminant(double[][] a) {
    double[][] l = cholesky(a);
    double sum = 0;
    for (int i = 0; i < l.length; i++) {
      sum += 2 * Math.log(l[i][i]);
    }
    return sum;
  }

  /** {@code a⁻¹ b}, a symmetric and positive definite. */
  static double[] solve(double[][] a, double[] b) {
    double[][] l = cholesky(a);
    int n = b.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= l[i][k] * x[k];
      }
      x[i] /= l[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= l[k][i] * x[k];
      }
      x[i] /= l[i][i];
    }
    return x;
  }

  static double[][] inverse(double[][] a) {
    double[][] inverse = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      inverse[i] = solve(a, identity(a.length, 1)[i]);
    }
    return inverse;
  }

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** {@code xᵀ a x}. */
  static double quadratic(double[][] a, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * dot(a[i], x);
    }
    return sum;
  }

  /** {@code log N(x | mean, covariance)}. */
  static double logNormal(double[] x, double[] mean, double[][] covariance) {
    double[] d = new double[x.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = x[i] - mean[i];
    }
    return -0.5
        * (dot(d, solve(covariance, d))
            + logDeterminant(covariance)
            + d.length * Math.log(2 * Math.PI));
  }
}
