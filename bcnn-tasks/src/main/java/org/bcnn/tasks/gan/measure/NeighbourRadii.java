package org.bcnn.tasks.gan.measure;

import java.util.Arrays;

/** How far each image is from its k-th nearest neighbour among the others of its set. Stateless. */
final class NeighbourRadii {
  private NeighbourRadii() {}

  /**
   * Finds the radii.
   *
   * @param features the set, of more than k images
   * @param k which neighbour, at least 1
   * @return the squared distance of each image to its k-th nearest neighbour, itself left out
   */
  static float[] squared(Features features, int k) {
    float[][] nearest = new float[features.images()][k];
    for (float[] distances : nearest) {
      Arrays.fill(distances, Float.POSITIVE_INFINITY);
    }
    SquaredDistances.between(
        features,
        features,
        (query, from, count, squared) -> {
          for (int point = 0; point < count; point++) {
            if (from + point != query) {
              insert(nearest[query], squared[point]);
            }
          }
        });
    float[] radii = new float[nearest.length];
    for (int i = 0; i < radii.length; i++) {
      radii[i] = nearest[i][k - 1];
    }
    return radii;
  }

  /** Puts a distance in its place among the smallest ones, which are in ascending order. */
  private static void insert(float[] smallest, float distance) {
    int place = smallest.length - 1;
    if (!(distance < smallest[place])) {
      return;
    }
    while (place > 0 && smallest[place - 1] > distance) {
      smallest[place] = smallest[place - 1];
      place--;
    }
    smallest[place] = distance;
  }
}
