package org.bcnn.tasks.data.drawing;

import java.util.Arrays;

/**
 * A square picture that a round pen draws on, anti-aliased: what counts for a pixel is how far
 * inside or outside the pen's track its centre lies. Not thread-safe.
 */
final class InkRaster {

  private final int size;

  /** How far inside the track each pixel's centre is, in pixels; negative outside. */
  private final double[] depth;

  /** Brightness, from 0 to 1. */
  private final double[] ink;

  InkRaster(int size) {
    this.size = size;
    depth = new double[size * size];
    ink = new double[size * size];
  }

  /** Returns the brightness of the pixels in rows from the top. */
  double[] ink() {
    return ink;
  }

  /**
   * Draws a path; where it is brighter than what is there, it replaces that.
   *
   * @param path the track of the pen's centre; pixel (0, 0) covers the square from (0, 0) to (1, 1)
   * @param startRadius the pen's radius at the first point, in pixels
   * @param endRadius the pen's radius at the last point, in pixels
   * @param brightness from 0 to 1
   */
  void draw(PenPath path, double startRadius, double endRadius, double brightness) {
    Arrays.fill(depth, -1);
    int last = path.size() - 1;
    for (int i = 1; i <= last; i++) {
      if (path.drawn(i)) {
        double along = (double) i / last;
        double radius = startRadius + along * (endRadius - startRadius);
        line(path.x(i - 1), path.y(i - 1), path.x(i), path.y(i), radius);
      }
    }
    for (int i = 0; i < ink.length; i++) {
      double cover = Math.min(1, depth[i] + 0.5);
      if (cover > 0) {
        ink[i] = Math.max(ink[i], brightness * cover);
      }
    }
  }

  private void line(double x0, double y0, double x1, double y1, double radius) {
    double reach = radius + 0.5;
    int top = pixel(Math.min(y0, y1) - reach);
    int bottom = pixel(Math.max(y0, y1) + reach);
    int left = pixel(Math.min(x0, x1) - reach);
    int right = pixel(Math.max(x0, x1) + reach);
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length = dx * dx + dy * dy;
    double inverse = length > 0 ? 1 / length : 0;
    for (int row = top; row <= bottom; row++) {
      double py = row + 0.5 - y0;
      for (int column = left; column <= right; column++) {
        double px = column + 0.5 - x0;
        double t = Math.max(0, Math.min(1, (px * dx + py * dy) * inverse));
        double ex = px - t * dx;
        double ey = py - t * dy;
        double distance = ex * ex + ey * ey;
        if (distance < reach * reach) {
          int at = row * size + column;
          depth[at] = Math.max(depth[at], radius - StrictMath.sqrt(distance));
        }
      }
    }
  }

  private int pixel(double at) {
    return Math.max(0, Math.min(size - 1, (int) at));
  }

  /**
   * Blurs the picture along both axes.
   *
   * @param side the weight of each of the two neighbours of a pixel, at most 1/3; what is beyond
   *     the edge is black
   */
  void blur(double side) {
    blur(side, size, 1);
    blur(side, 1, size);
  }

  private void blur(double side, int lineStep, int pixelStep) {
    double middle = 1 - 2 * side;
    for (int line = 0; line < size; line++) {
      double before = 0;
      for (int i = 0; i < size; i++) {
        int at = line * lineStep + i * pixelStep;
        double here = ink[at];
        double after = i + 1 < size ? ink[at + pixelStep] : 0;
        ink[at] = middle * here + side * (before + after);
        before = here;
      }
    }
  }
}
