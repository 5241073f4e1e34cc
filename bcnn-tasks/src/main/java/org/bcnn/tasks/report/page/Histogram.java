package org.bcnn.tasks.report.page;

import java.util.Arrays;

/**
 * How many values are in each of several equal bins, as a share of all. A bin contains its lower
 * edge, the last one both.
 *
 * @param edges the edges of the bins, rising, one more than there are bins
 */
record Histogram(double[] edges) {
  /** The widths of bins, in units of a power of ten. */
  private static final double[] WIDTHS = {1, 2, 5};

  /**
   * Divides what lies between 0 and the greatest value at round numbers.
   *
   * @param most the greatest value, more than 0
   * @param bins about how many bins there are to be: at least this and less than three times it
   */
  static Histogram upTo(double most, int bins) {
    double power = Math.pow(10, Math.floor(Math.log10(most / bins)));
    double width = power;
    for (double candidate : WIDTHS) {
      if (candidate * power * bins <= most) {
        width = candidate * power;
      }
    }
    double[] edges = new double[(int) Math.ceil(most / width) + 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = i * width;
    }
    return new Histogram(edges);
  }

  /**
   * Counts values.
   *
   * @param values at least one
   * @return the share of the values in each bin; those outside of the edges are in none
   */
  double[] shares(double[] values) {
    double[] shares = new double[edges.length - 1];
    for (double value : values) {
      int found = Arrays.binarySearch(edges, value);
      int bin = found >= 0 ? Math.min(found, shares.length - 1) : -found - 2;
      if (bin >= 0 && bin < shares.length) {
        shares[bin] += 1.0 / values.length;
      }
    }
    return shares;
  }

  /** Makes bars of the shares. */
  Series bars(String name, double[] values, Ink ink) {
    double[] shares = shares(values);
    double[] heights = Arrays.copyOf(shares, edges.length);
    heights[shares.length] = shares[shares.length - 1];
    return new Series(name, edges, heights, ink, Series.Look.BARS);
  }
}
