package org.bcnn.tasks.data.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * One movement of the pen: a smooth curve through points, which may have corners.
 *
 * <p>Points are in hundredths of the shape's box, x to the right and y downwards. Between corners
 * the curve is a Catmull-Rom spline (E. Catmull, R. Rom, 1974), so it passes through every point;
 * between two corners that follow each other it is a straight line. Immutable and safe for use by
 * any number of threads.
 */
final class Stroke {

  private static final double UNIT = 0.01;

  private final double[] x;
  private final double[] y;
  private final boolean[] corner;
  private final boolean closed;

  private Stroke(double[] x, double[] y, boolean[] corner, boolean closed) {
    this.x = x;
    this.y = y;
    this.corner = corner;
    this.closed = closed;
  }

  /**
   * Parses a stroke: points {@code x,y} separated by spaces; an exclamation mark after a point
   * makes it a corner; {@code z} after the last point closes the curve.
   *
   * @param text such as {@code "20,20 80,20! 45,90"}
   * @throws IllegalArgumentException if there are fewer than two points or one cannot be read
   */
  static Stroke parse(String text) {
    List<String> words = new ArrayList<>(List.of(text.strip().split(" +")));
    boolean closed = words.remove("z");
    int n = words.size();
    if (n < 2) {
      throw new IllegalArgumentException("a stroke needs two points but is \"" + text + "\"");
    }
    double[] x = new double[n];
    double[] y = new double[n];
    boolean[] corner = new boolean[n];
    for (int i = 0; i < n; i++) {
      String word = words.get(i);
      corner[i] = word.endsWith("!");
      String point = corner[i] ? word.substring(0, word.length() - 1) : word;
      int comma = point.indexOf(',');
      if (comma < 0) {
        throw new IllegalArgumentException(
            "\"" + word + "\" is not a point in the stroke \"" + text + "\"");
      }
      x[i] = Integer.parseInt(point.substring(0, comma)) * UNIT;
      y[i] = Integer.parseInt(point.substring(comma + 1)) * UNIT;
    }
    return new Stroke(x, y, corner, closed);
  }

  /** Returns how many points the stroke passes through. */
  int size() {
    return x.length;
  }

  /** Returns the horizontal coordinate of a point, in widths of the box. */
  double x(int point) {
    return x[point];
  }

  /** Returns the vertical coordinate of a point, in heights of the box. */
  double y(int point) {
    return y[point];
  }

  /**
   * Adds the curve to a path, with its points moved.
   *
   * @param atX where the points are now, horizontally
   * @param atY where the points are now, vertically
   * @param path receives a new line through points of the curve
   */
  void trace(double[] atX, double[] atY, PenPath path) {
    int n = x.length;
    path.begin(atX[0], atY[0]);
    int pieces = closed ? n : n - 1;
    for (int i = 0; i < pieces; i++) {
      int j = (i + 1) % n;
      int before = neighbour(i, -1);
      int after = neighbour(j, 1);
      path.curveTo(
          tangent(atX, before, i, j),
          tangent(atY, before, i, j),
          tangent(atX, i, j, after),
          tangent(atY, i, j, after),
          atX[j],
          atY[j]);
    }
  }

  /** The point that decides, with {@code i}'s other neighbour, the direction at {@code i}. */
  private int neighbour(int i, int step) {
    int next = i + step;
    boolean end = next < 0 || next >= x.length;
    if (corner[i] || (end && !closed)) {
      return i;
    }
    return (next + x.length) % x.length;
  }

  /**
   * The derivative at the middle one of three points: half of the chord of its neighbours, or, at a
   * corner or an end, where one of them is the point itself, the whole chord to the other.
   */
  private static double tangent(double[] at, int before, int point, int after) {
    double chord = at[after] - at[before];
    return before == point || after == point ? chord : 0.5 * chord;
  }
}
