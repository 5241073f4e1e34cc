package org.bcnn.tasks.data.drawing;

import java.util.Arrays;

/**
 * Lines through many points, in the order in which a pen draws them; coordinates in pixels.
 *
 * <p>Not thread-safe.
 */
final class PenPath {

  /** Curves and lines are cut into pieces of about this many pixels. */
  private static final double PIECE = 2.0;

  private static final int MOST_PIECES = 12;

  private double[] x = new double[128];
  private double[] y = new double[128];

  /** Whether a line leads from the previous point to this one. */
  private boolean[] drawn = new boolean[128];

  private int size;

  int size() {
    return size;
  }

  double x(int point) {
    return x[point];
  }

  double y(int point) {
    return y[point];
  }

  /** Returns whether a line leads from the point before {@code point} to it. */
  boolean drawn(int point) {
    return drawn[point];
  }

  /** Puts the pen down at a point. */
  void begin(double atX, double atY) {
    add(atX, atY, false);
  }

  /**
   * Draws a cubic Hermite curve from the last point.
   *
   * @param fromDx the derivative at the start, horizontally; the parameter runs from 0 to 1
   * @param fromDy the derivative at the start, vertically
   * @param toDx the derivative at the end, horizontally
   * @param toDy the derivative at the end, vertically
   * @param toX the end, horizontally
   * @param toY the end, vertically
   */
  void curveTo(double fromDx, double fromDy, double toDx, double toDy, double toX, double toY) {
    double fromX = x[size - 1];
    double fromY = y[size - 1];
    double dx = toX - fromX;
    double dy = toY - fromY;
    int pieces = (int) (StrictMath.sqrt(dx * dx + dy * dy) / PIECE) + 1;
    pieces = Math.min(pieces, MOST_PIECES);
    for (int i = 1; i < pieces; i++) {
      double t = (double) i / pieces;
      double u = 1 - t;
      double toWeight = t * t * (3 - 2 * t);
      double fromSlope = t * u * u;
      double toSlope = -t * t * u;
      add(
          fromX + toWeight * dx + fromSlope * fromDx + toSlope * toDx,
          fromY + toWeight * dy + fromSlope * fromDy + toSlope * toDy,
          true);
    }
    add(toX, toY, true);
  }

  /** Moves a point. */
  void move(int point, double toX, double toY) {
    x[point] = toX;
    y[point] = toY;
  }

  /**
   * Makes the path fit into a square: shrinks it about its centre where it is too large, and then
   * shifts it by as little as possible.
   *
   * @param low the least coordinate allowed
   * @param high the greatest coordinate allowed
   */
  void fit(double low, double high) {
    fit(x, low, high);
    fit(y, low, high);
  }

  private void fit(double[] at, double low, double high) {
    double min = at[0];
    double max = at[0];
    for (int i = 1; i < size; i++) {
      min = Math.min(min, at[i]);
      max = Math.max(max, at[i]);
    }
    double scale = Math.min(1, (high - low) / (max - min));
    double from = Math.min(Math.max(low, centre(min, max, scale)), high - scale * (max - min));
    for (int i = 0; i < size; i++) {
      double fitted = from + scale * (at[i] - min);
      at[i] = Math.min(Math.max(fitted, low), high);
    }
  }

  /** Where the least coordinate comes to lie when the range shrinks about its centre. */
  private static double centre(double min, double max, double scale) {
    return min + 0.5 * (1 - scale) * (max - min);
  }

  private void add(double atX, double atY, boolean line) {
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
      drawn = Arrays.copyOf(drawn, 2 * size);
    }
    x[size] = atX;
    y[size] = atY;
    drawn[size] = line;
    size++;
  }
}
