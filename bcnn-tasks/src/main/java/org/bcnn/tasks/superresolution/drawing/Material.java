package org.bcnn.tasks.superresolution.drawing;

/** What a region is filled with: a colour for each pixel. */
@FunctionalInterface
interface Material {
  /** Returns the colour of a pixel. */
  Colour at(int row, int column);

  static Material flat(Colour colour) {
    return (row, column) -> colour;
  }

  /** A gradient that goes from one colour to another along a direction, over a length in pixels. */
  static Material gradient(Colour from, Colour to, double angle, double length) {
    double across = StrictMath.cos(angle) / length;
    double down = StrictMath.sin(angle) / length;
    return (row, column) -> {
      // To and fro, so that it has no end: a triangle wave.
      double phase = across * column + down * row;
      double back = phase - 2 * Math.floor(0.5 * phase);
      return from.mix(to, 1 - Math.abs(1 - back));
    };
  }

  /** Stripes with soft edges across a direction, of a period in pixels. */
  static Material stripes(Colour one, Colour other, double angle, double period) {
    double across = StrictMath.cos(angle) / period;
    double down = StrictMath.sin(angle) / period;
    return (row, column) -> {
      double phase = across * column + down * row;
      double wave = 4 * Math.abs(phase - Math.floor(phase) - 0.5) - 1;
      return one.mix(other, Colour.clamp(0.5 + 0.4 * period * wave));
    };
  }

  /** A pattern of squares, turned, whose sides are half a period in pixels. */
  static Material checks(Colour one, Colour other, double angle, double period) {
    Material rows = stripes(Colour.grey(0), Colour.grey(1), angle, period);
    Material columns = stripes(Colour.grey(0), Colour.grey(1), angle + 0.5 * StrictMath.PI, period);
    return (row, column) -> {
      double a = rows.at(row, column).red();
      double b = columns.at(row, column).red();
      return one.mix(other, a + b - 2 * a * b);
    };
  }

  /** Two colours mixed by a texture. */
  static Material textured(Colour one, Colour other, FractalNoise noise) {
    return (row, column) -> one.mix(other, Colour.clamp(0.5 + 0.35 * noise.at(row, column)));
  }
}
