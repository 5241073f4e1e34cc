package org.bcnn.tasks.superresolution.drawing;

import org.bcnn.random.RandomStream;

/** A region of the picture. */
@FunctionalInterface
interface Form {
  /** From this distance on, in pixels, no edge is so soft that it reaches a point. */
  double FAR = 8;

  /**
   * Returns about how far a point is outside, in pixels; negative inside.
   *
   * @param x from the left
   * @param y from the top
   */
  double outside(double x, double y);

  /** An ellipse with half axes a and b, turned. */
  static Form ellipse(double centreX, double centreY, double a, double b, double angle) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return (x, y) -> {
      double u = (cos * (x - centreX) + sin * (y - centreY)) / a;
      double v = (cos * (y - centreY) - sin * (x - centreX)) / b;
      double radius = Math.sqrt(u * u + v * v);
      // To first order: the value divided by the length of its gradient.
      double slope = Math.sqrt(u * u / (a * a) + v * v / (b * b));
      return slope > 0 ? radius * (radius - 1) / slope : -Math.min(a, b);
    };
  }

  /** A rectangle with half sides a and b, turned. */
  static Form box(double centreX, double centreY, double a, double b, double angle) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return (x, y) -> {
      double u = Math.abs(cos * (x - centreX) + sin * (y - centreY)) - a;
      double v = Math.abs(cos * (y - centreY) - sin * (x - centreX)) - b;
      return Math.max(u, v);
    };
  }

  /** A convex polygon: what is on the inner side of random lines around a centre. */
  static Form polygon(double centreX, double centreY, double radius, RandomStream random) {
    int sides = 3 + random.nextInt(4);
    double[] cos = new double[sides];
    double[] sin = new double[sides];
    double[] reach = new double[sides];
    double turn = random.nextDouble();
    for (int i = 0; i < sides; i++) {
      double angle = 2 * StrictMath.PI * (i + turn + 0.5 * random.nextDouble()) / sides;
      cos[i] = StrictMath.cos(angle);
      sin[i] = StrictMath.sin(angle);
      reach[i] = radius * (0.5 + 0.5 * random.nextDouble());
    }
    return (x, y) -> {
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < sides; i++) {
        most = Math.max(most, cos[i] * (x - centreX) + sin[i] * (y - centreY) - reach[i]);
      }
      return most;
    };
  }

  /** The outline of a region, of a thickness. */
  static Form outline(Form form, double thickness) {
    return (x, y) -> Math.abs(form.outside(x, y)) - 0.5 * thickness;
  }

  /** The track of a round pen along a quadratic Bézier curve, which gets thinner to its end. */
  static Form stroke(double[] xs, double[] ys, double radius) {
    int pieces = 16;
    double[] px = new double[pieces + 1];
    double[] py = new double[pieces + 1];
    for (int i = 0; i <= pieces; i++) {
      double t = (double) i / pieces;
      double u = 1 - t;
      px[i] = u * u * xs[0] + 2 * u * t * xs[1] + t * t * xs[2];
      py[i] = u * u * ys[0] + 2 * u * t * ys[1] + t * t * ys[2];
    }
    double left = Math.min(xs[0], Math.min(xs[1], xs[2])) - radius - FAR;
    double right = Math.max(xs[0], Math.max(xs[1], xs[2])) + radius + FAR;
    double top = Math.min(ys[0], Math.min(ys[1], ys[2])) - radius - FAR;
    double bottom = Math.max(ys[0], Math.max(ys[1], ys[2])) + radius + FAR;
    return (x, y) -> {
      // Most pixels are far from most strokes.
      if (x < left || x > right || y < top || y > bottom) {
        return FAR;
      }
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < pieces; i++) {
        double thin = radius * (1 - 0.7 * i / pieces);
        least = Math.min(least, distance(x, y, px[i], py[i], px[i + 1], py[i + 1]) - thin);
      }
      return least;
    };
  }

  private static double distance(
      double x, double y, double fromX, double fromY, double toX, double toY) {
    double dx = toX - fromX;
    double dy = toY - fromY;
    double length = dx * dx + dy * dy;
    double along = length > 0 ? ((x - fromX) * dx + (y - fromY) * dy) / length : 0;
    double t = Colour.clamp(along);
    double ex = x - fromX - t * dx;
    double ey = y - fromY - t * dy;
    return Math.sqrt(ex * ex + ey * ey);
  }
}
