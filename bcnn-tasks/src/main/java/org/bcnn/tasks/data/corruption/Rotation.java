package org.bcnn.tasks.data.corruption;

import org.bcnn.random.RandomStream;

/**
 * Turns images about their middle, counter-clockwise. Levels between pixels are interpolated
 * bilinearly; what comes from outside of the image is black.
 *
 * @param degrees the angle, finite
 */
public record Rotation(double degrees) implements Corruption {
  /** Checks the angle. */
  public Rotation {
    if (!Double.isFinite(degrees)) {
      throw new IllegalArgumentException("the angle must be finite, got " + degrees);
    }
  }

  @Override
  public double[][][] apply(double[][][] image, RandomStream random) {
    int height = image[0].length;
    int width = image[0][0].length;
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double[][][] turned = new double[image.length][height][width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double right = column - (width - 1) / 2.0;
        double down = row - (height - 1) / 2.0;
        double sourceColumn = cos * right - sin * down + (width - 1) / 2.0;
        double sourceRow = sin * right + cos * down + (height - 1) / 2.0;
        for (int channel = 0; channel < image.length; channel++) {
          turned[channel][row][column] = interpolated(image[channel], sourceRow, sourceColumn);
        }
      }
    }
    return turned;
  }

  private static double interpolated(double[][] plane, double row, double column) {
    int top = (int) Math.floor(row);
    int left = (int) Math.floor(column);
    double below = row - top;
    double beside = column - left;
    return (1 - below)
            * ((1 - beside) * level(plane, top, left) + beside * level(plane, top, left + 1))
        + below
            * ((1 - beside) * level(plane, top + 1, left)
                + beside * level(plane, top + 1, left + 1));
  }

  private static double level(double[][] plane, int row, int column) {
    boolean inside = row >= 0 && row < plane.length && column >= 0 && column < plane[0].length;
    return inside ? plane[row][column] : 0;
  }
}
