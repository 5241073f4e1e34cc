package org.bcnn.tasks.gan.measure;

import java.util.Objects;

/**
 * Mean and covariance of features, in double precision. Immutable and thread-safe.
 *
 * <p>The covariance is the unbiased one, with {@code images − 1} in the denominator. It is singular
 * where there are not more images than features, or a feature is the same in all of them.
 */
public final class GaussianStatistics {
  /** Covariances that differ by more than this share of the largest are not of one matrix. */
  private static final double SYMMETRY = 1e-9;

  private final double[] mean;

  /** {@code [features, features]}. */
  private final double[] covariance;

  private GaussianStatistics(double[] mean, double[] covariance) {
    this.mean = mean;
    this.covariance = covariance;
  }

  /**
   * Computes the statistics of features.
   *
   * @param features the features of at least 2 images
   * @return mean and covariance
   * @throws IllegalArgumentException if there are fewer than 2 images
   */
  public static GaussianStatistics of(Features features) {
    int images = features.images();
    int size = features.size();
    if (images < 2) {
      throw new IllegalArgumentException(
          "a covariance needs the features of at least 2 images, got " + images);
    }
    float[] values = features.values();
    double[] mean = new double[size];
    for (int i = 0; i < values.length; i++) {
      mean[i % size] += values[i];
    }
    for (int feature = 0; feature < size; feature++) {
      mean[feature] /= images;
    }
    double[] covariance = new double[size * size];
    double[] centred = new double[size];
    for (int image = 0; image < images; image++) {
      for (int feature = 0; feature < size; feature++) {
        centred[feature] = values[image * size + feature] - mean[feature];
      }
      for (int row = 0; row < size; row++) {
        for (int column = 0; column <= row; column++) {
          covariance[row * size + column] += centred[row] * centred[column];
        }
      }
    }
    for (int row = 0; row < size; row++) {
      for (int column = 0; column <= row; column++) {
        covariance[row * size + column] /= images - 1;
        covariance[column * size + row] = covariance[row * size + column];
      }
    }
    return new GaussianStatistics(mean, covariance);
  }

  /**
   * Takes known statistics.
   *
   * @param mean the mean, {@code [features]}, copied
   * @param covariance the covariance, {@code [features, features]}, copied; symmetric and positive
   *     semidefinite
   * @return mean and covariance
   * @throws IllegalArgumentException if there are no features, the sizes do not fit, a value is not
   *     finite or the covariance is not symmetric
   */
  public static GaussianStatistics of(double[] mean, double[][] covariance) {
    int size = mean.length;
    if (size == 0 || covariance.length != size) {
      throw new IllegalArgumentException(
          String.format(
              "%d means do not go with %d rows of a covariance", size, covariance.length));
    }
    double[] copy = new double[size * size];
    double largest = 0;
    for (int row = 0; row < size; row++) {
      if (covariance[row].length != size) {
        throw new IllegalArgumentException(
            String.format(
                "row %d of the covariance of %d features has %d values",
                row, size, covariance[row].length));
      }
      requireFinite(mean[row]);
      for (int column = 0; column < size; column++) {
        requireFinite(covariance[row][column]);
        copy[row * size + column] = covariance[row][column];
        largest = Math.max(largest, Math.abs(covariance[row][column]));
      }
    }
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < row; column++) {
        if (Math.abs(copy[row * size + column] - copy[column * size + row]) > SYMMETRY * largest) {
          throw new IllegalArgumentException(
              String.format(
                  "a covariance is symmetric, but those of features %d and %d are %s and %s",
                  row, column, copy[row * size + column], copy[column * size + row]));
        }
      }
    }
    return new GaussianStatistics(mean.clone(), copy);
  }

  private static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("means and covariances are finite, got " + value);
    }
  }

  /**
   * Returns the number of features.
   *
   * @return the number of features
   */
  public int size() {
    return mean.length;
  }

  /**
   * Returns the mean of a feature.
   *
   * @param feature the feature
   * @return its mean
   */
  public double mean(int feature) {
    return mean[Objects.checkIndex(feature, mean.length)];
  }

  /**
   * Returns the covariance of two features.
   *
   * @param one a feature
   * @param other another one, or the same for its variance
   * @return their covariance
   */
  public double covariance(int one, int other) {
    Objects.checkIndex(one, mean.length);
    Objects.checkIndex(other, mean.length);
    return covariance[one * mean.length + other];
  }

  /** Copies the covariance, {@code [features, features]}. */
  double[] covariance() {
    return covariance.clone();
  }
}
