package org.bcnn.tasks.superresolution.drawing;

import org.bcnn.random.RandomStream;

/**
 * A random texture at every scale: a sum of octaves, each of normal deviates on a lattice with half
 * the spacing of the one before, interpolated smoothly. With octaves of equal strength the
 * amplitude falls with the frequency as 1/f, as that of natural pictures does (D. J. Field,
 * "Relations between the statistics of natural images and the response properties of cortical
 * cells", 1987). Immutable and safe for use by any number of threads.
 */
final class FractalNoise {
  private static final int COARSEST = 64;

  private final int width;
  private final double[] field;

  /**
   * Draws a texture.
   *
   * @param height the rows
   * @param width the columns
   * @param roughness the strength of an octave relative to the one before: 1 is like natural
   *     pictures, less is smoother
   * @param random the source of the lattices
   */
  FractalNoise(int height, int width, double roughness, RandomStream random) {
    this.width = width;
    field = new double[height * width];
    double strength = 1;
    double energy = 0;
    for (int spacing = COARSEST; spacing >= 1; spacing /= 2) {
      add(height, spacing, strength, random);
      energy += strength * strength;
      strength *= roughness;
    }
    double scale = 1 / Math.sqrt(energy);
    for (int i = 0; i < field.length; i++) {
      field[i] *= scale;
    }
  }

  /** Returns the texture at a pixel: mostly between -1 and 1, with a mean of about 0. */
  double at(int row, int column) {
    return field[row * width + column];
  }

  private void add(int height, int spacing, double strength, RandomStream random) {
    int across = width / spacing + 2;
    int down = height / spacing + 2;
    double[] lattice = new double[down * across];
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = strength * random.nextGaussian();
    }
    for (int row = 0; row < height; row++) {
      int top = row / spacing * across;
      double v = smooth((double) (row % spacing) / spacing);
      for (int column = 0; column < width; column++) {
        int left = top + column / spacing;
        double u = smooth((double) (column % spacing) / spacing);
        double above = lattice[left] + u * (lattice[left + 1] - lattice[left]);
        double below =
            lattice[left + across] + u * (lattice[left + across + 1] - lattice[left + across]);
        field[row * width + column] += above + v * (below - above);
      }
    }
  }

  /** From 0 to 1 with two derivatives that are 0 at both ends. */
  private static double smooth(double t) {
    return t * t * t * (t * (6 * t - 15) + 10);
  }
}
