package org.bcnn.tasks.report.page;

import java.util.Arrays;

/**
 * A line of a plot, without the points that are not numbers.
 *
 * @param name what the legend calls it
 * @param x where its points are
 * @param y what is there
 * @param error how far bars go up and down from there, 0 for no bar; empty for none at all
 * @param ink its colour
 * @param look how it is drawn
 */
record Series(String name, double[] x, double[] y, double[] error, Ink ink, Look look) {
  /** How a series is drawn. */
  enum Look {
    /** A line. */
    LINE,
    /** A line with a mark at each point. */
    MARKED,
    /** A mark at each point, and no line. */
    POINTS,
    /** A dashed line. */
    DASHED,
    /** The outline of bars over their ground: the value at x holds up to the next x. */
    BARS
  }

  /** A line without bars of error. */
  Series(String name, double[] x, double[] y, Ink ink, Look look) {
    this(name, x, y, new double[0], ink, look);
  }

  Series {
    if (error.length > 0 && error.length != y.length) {
      throw new IllegalArgumentException(
          name + " has " + y.length + " values and " + error.length + " errors");
    }
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          name + " has " + x.length + " places and " + y.length + " values");
    }
    boolean[] there = new boolean[x.length];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      there[i] = Double.isFinite(x[i]) && Double.isFinite(y[i]);
      count += there[i] ? 1 : 0;
    }
    if (error.length > 0) {
      error = chosen(error, there, count);
    }
    x = chosen(x, there, count);
    y = chosen(y, there, count);
  }

  private static double[] chosen(double[] values, boolean[] there, int count) {
    double[] chosen = new double[count];
    int at = 0;
    for (int i = 0; i < values.length; i++) {
      if (there[i]) {
        chosen[at++] = values[i];
      }
    }
    return chosen;
  }

  boolean isEmpty() {
    return x.length == 0;
  }

  /** Returns whether every value is 0, so that there is nothing to see. */
  boolean isZero() {
    return Arrays.stream(y).allMatch(value -> value == 0);
  }
}
