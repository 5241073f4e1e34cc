package org.bcnn.tasks.report.page;

import java.util.Arrays;

/**
 * How many values are in each of several equal bins, as a share of all. A bin contains its lower
 * edge, the last one both.
 *
 * @param edges the edges of the bins, rising, one more than there are bins
 */
record Histogram(double[] edges) {
  /** Divides what lies between two values; where there is nothing between them, around it. */
  static Histogram between(double least, double most, int bins) {
    double width = most > least ? most - least : Math.max(1e-9, Math.abs(least));
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      edges[i] = least + width * i / bins;
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
