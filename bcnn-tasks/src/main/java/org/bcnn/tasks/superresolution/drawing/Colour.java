package org.bcnn.tasks.superresolution.drawing;

import org.bcnn.random.RandomStream;

/** Red, green and blue, each from 0 to 1. */
record Colour(double red, double green, double blue) {
  static Colour random(RandomStream random) {
    // Not too vivid: colours share a brightness that they differ from.
    double light = random.nextDouble();
    return new Colour(near(light, random), near(light, random), near(light, random));
  }

  static Colour grey(double level) {
    return new Colour(level, level, level);
  }

  private static double near(double light, RandomStream random) {
    return clamp(light + 0.3 * (2 * random.nextDouble() - 1));
  }

  /** Returns this colour where {@code weight} is 0, the other one where it is 1. */
  Colour mix(Colour other, double weight) {
    double rest = 1 - weight;
    return new Colour(
        rest * red + weight * other.red,
        rest * green + weight * other.green,
        rest * blue + weight * other.blue);
  }

  static double clamp(double level) {
    return Math.max(0, Math.min(1, level));
  }
}
