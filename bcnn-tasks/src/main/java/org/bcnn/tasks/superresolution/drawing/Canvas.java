package org.bcnn.tasks.superresolution.drawing;

import java.util.Arrays;
import java.util.List;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;

/** A picture that is being painted. Not thread-safe. */
final class Canvas {
  private static final int COLOURS = 3;

  private final int height;
  private final int width;

  /** Levels from 0 to 1: red, green and blue. */
  private final double[][] levels;

  Canvas(int height, int width) {
    this.height = height;
    this.width = width;
    levels = new double[COLOURS][height * width];
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /** Covers all with a material. */
  void fill(Material material) {
    fill((x, y) -> Double.NEGATIVE_INFINITY, 1, material);
  }

  /**
   * Fills a region.
   *
   * @param form the region
   * @param softness over how many pixels its edge goes from inside to outside, at least 1
   * @param material what it is filled with
   */
  void fill(Form form, double softness, Material material) {
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double cover = Colour.clamp(0.5 - form.outside(column + 0.5, row + 0.5) / softness);
        if (cover > 0) {
          mix(row, column, cover, material.at(row, column));
        }
      }
    }
  }

  /** Mixes a colour into a pixel; a weight of 1 replaces what was there. */
  void mix(int row, int column, double weight, Colour colour) {
    int at = row * width + column;
    levels[0][at] += weight * (colour.red() - levels[0][at]);
    levels[1][at] += weight * (colour.green() - levels[1][at]);
    levels[2][at] += weight * (colour.blue() - levels[2][at]);
  }

  /** Adds noise to every pixel, the same to its three colours, as it is of little light. */
  void grain(double deviation, RandomStream random) {
    for (int i = 0; i < height * width; i++) {
      double noise = deviation * random.nextGaussian();
      for (double[] plane : levels) {
        plane[i] += noise;
      }
    }
  }

  /** Returns what was painted, in 8 bits. */
  Picture picture() {
    List<Plane> planes =
        Arrays.stream(levels)
            .map(plane -> new Plane(height, width, plane))
            .map(plane -> plane.map(level -> Math.rint(Picture.WHITE * Colour.clamp(level))))
            .toList();
    return new Picture(planes);
  }
}
