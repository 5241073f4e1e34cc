package org.bcnn.it.prior;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Points and weights of the trapezoidal rule, for integrals over the real line and the plane. */
record Grid(double[] points, double[] weights) {
  /** So many deviations either side hold all but 1e-13 of a Gaussian's second moment. */
  private static final int DEVIATIONS = 8;

  /**
   * Points that are dense at a centre and reach far: {@code centre + smallest · sinh(t)} for
   * equally spaced t. Their spacing is a fraction {@code step} of their distance from the centre,
   * which suits spikes as well as heavy tails; in t, densities are smooth and fall off at both
   * ends, where the trapezoidal rule converges exponentially.
   */
  static Grid around(double centre, double smallest, double reach, double step) {
    double ratio = reach / smallest;
    int half = (int) Math.ceil(Math.log(ratio + Math.sqrt(ratio * ratio + 1)) / step);
    double[] points = new double[2 * half + 1];
    double[] weights = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      double t = (i - half) * step;
      points[i] = centre + smallest * Math.sinh(t);
      weights[i] = step * smallest * Math.cosh(t);
    }
    return new Grid(points, weights);
  }

  /**
   * The same points with a Gaussian's density as part of their weights: for expectations of what
   * may have a spike or a kink at the centre. The Gaussian's mean may be up to eight deviations
   * away.
   */
  static Grid ofGaussian(double mu, double sigma, double centre, double smallest) {
    double reach = Math.abs(mu - centre) + DEVIATIONS * sigma;
    Grid grid = around(centre, smallest, reach, 0.08);
    for (int i = 0; i < grid.points.length; i++) {
      double z = (grid.points[i] - mu) / sigma;
      grid.weights[i] *= Math.exp(-0.5 * z * z) / (sigma * Math.sqrt(2 * Math.PI));
    }
    return grid;
  }

  double integral(DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      sum += weights[i] * f.applyAsDouble(points[i]);
    }
    return sum;
  }

  /** The integral over the plane that this grid and another span. */
  double integral(Grid other, ToDoubleFunction<double[]> f) {
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < other.points.length; j++) {
        double[] at = {points[i], other.points[j]};
        sum += weights[i] * other.weights[j] * f.applyAsDouble(at);
      }
    }
    return sum;
  }

  /** The integrals of f up to each point. */
  double[] cumulative(DoubleUnaryOperator f) {
    double[] sums = new double[points.length];
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      double half = 0.5 * weights[i] * f.applyAsDouble(points[i]);
      sums[i] = sum + half;
      sum = sums[i] + half;
    }
    return sums;
  }
}
