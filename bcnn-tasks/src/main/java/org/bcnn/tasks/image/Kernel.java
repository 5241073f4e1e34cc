package org.bcnn.tasks.image;

/** What a sample counts for at a distance from it, in samples. */
public enum Kernel {
  /** Linear interpolation. */
  TRIANGLE(1) {
    @Override
    double at(double distance) {
      return Math.max(0, 1 - Math.abs(distance));
    }
  },

  /** Cubic convolution with the parameter a = −1/2 (Keys 1981, equation 15). */
  CUBIC(2) {
    @Override
    double at(double distance) {
      double x = Math.abs(distance);
      if (x <= 1) {
        return (1.5 * x - 2.5) * x * x + 1;
      }
      return x <= 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }
  };

  private final double radius;

  Kernel(double radius) {
    this.radius = radius;
  }

  /** Returns the distance from which on a sample counts for nothing. */
  double radius() {
    return radius;
  }

  /** Returns the weight at a distance, which is not normalised when the kernel is stretched. */
  abstract double at(double distance);
}
