package org.bcnn.tasks.image;

import java.util.List;

/**
 * A colour picture as luma and two differences of colour (ITU-R BT.601, the digital form that
 * MATLAB's {@code rgb2ycbcr} computes): y from 16 to 235, cb and cr from 16 to 240 around 128.
 *
 * @param y the luma
 * @param cb blue against luma
 * @param cr red against luma
 */
public record YCbCr(Plane y, Plane cb, Plane cr) {
  private static final double BLACK = 16;
  private static final double NEUTRAL = 128;

  /** The rows are y, cb and cr; the columns are red, green and blue, for levels from 0 to 1. */
  private static final double[][] FROM_RGB = {
    {65.481, 128.553, 24.966}, {-37.797, -74.203, 112}, {112, -93.786, -18.214}
  };

  private static final double[][] TO_RGB = inverse(FROM_RGB);

  /**
   * Converts a picture.
   *
   * @param picture the picture; grey counts as equal red, green and blue
   * @return its planes, not rounded
   */
  public static YCbCr of(Picture picture) {
    List<Plane> rgb = picture.withChannels(3).planes();
    return new YCbCr(
        combine(rgb, FROM_RGB[0], 1.0 / Picture.WHITE).map(level -> level + BLACK),
        combine(rgb, FROM_RGB[1], 1.0 / Picture.WHITE).map(level -> level + NEUTRAL),
        combine(rgb, FROM_RGB[2], 1.0 / Picture.WHITE).map(level -> level + NEUTRAL));
  }

  /**
   * Converts back.
   *
   * @return red, green and blue, not rounded; levels outside of 0 to 255 are possible where the
   *     three planes do not come from one picture
   */
  public Picture picture() {
    List<Plane> centred =
        List.of(
            y.map(level -> level - BLACK),
            cb.map(level -> level - NEUTRAL),
            cr.map(level -> level - NEUTRAL));
    return new Picture(
        List.of(
            combine(centred, TO_RGB[0], Picture.WHITE),
            combine(centred, TO_RGB[1], Picture.WHITE),
            combine(centred, TO_RGB[2], Picture.WHITE)));
  }

  private static Plane combine(List<Plane> planes, double[] weights, double factor) {
    double[] sum = new double[planes.get(0).levels().length];
    for (int c = 0; c < weights.length; c++) {
      double[] levels = planes.get(c).levels();
      double weight = weights[c] * factor;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * levels[i];
      }
    }
    return new Plane(planes.get(0).height(), planes.get(0).width(), sum);
  }

  /** By cofactors: for 3 rows, indices that go round need no signs. */
  private static double[][] inverse(double[][] matrix) {
    int n = matrix.length;
    double[][] cofactors = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        cofactors[i][j] =
            matrix[(i + 1) % n][(j + 1) % n] * matrix[(i + 2) % n][(j + 2) % n]
                - matrix[(i + 1) % n][(j + 2) % n] * matrix[(i + 2) % n][(j + 1) % n];
      }
    }
    double determinant = 0;
    for (int j = 0; j < n; j++) {
      determinant += matrix[0][j] * cofactors[0][j];
    }
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        inverse[i][j] = cofactors[j][i] / determinant;
      }
    }
    return inverse;
  }
}
