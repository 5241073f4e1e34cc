package org.bcnn.tasks.gan.measure;

import java.util.Arrays;

/**
 * Squared Euclidean distances between all images of two sets, in float, some points at a time so
 * that they stay near the processor. The distance from a to b is that from b to a to the last bit,
 * and 0 between equal features. Stateless.
 */
final class SquaredDistances {
  /** Points whose distances are computed together. */
  private static final int BLOCK = 128;

  private SquaredDistances() {}

  /** Told of distances. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Called with the distances from one query to some points.
     *
     * @param query the image of the first set
     * @param from the first point, of the second set
     * @param count how many points
     * @param squared the distances from the query to them, from its start; valid during the call
     */
    void visit(int query, int from, int count, float[] squared);
  }

  /**
   * Visits all pairs: the points in blocks, and within each all queries, both in their order.
   *
   * @param queries the first set
   * @param points the second set
   * @param visitor told of the distances
   */
  static void between(Features queries, Features points, Visitor visitor) {
    Features.requireComparable(queries, points);
    int size = queries.size();
    float[] block = new float[size * BLOCK];
    float[] squared = new float[BLOCK];
    for (int from = 0; from < points.images(); from += BLOCK) {
      int count = Math.min(BLOCK, points.images() - from);
      transpose(points, from, count, block);
      for (int query = 0; query < queries.images(); query++) {
        distances(queries.values(), query * size, size, block, squared);
        visitor.visit(query, from, count, squared);
      }
    }
  }

  /** Lays points out as {@code [features, BLOCK]}, for a loop over points is one over vectors. */
  private static void transpose(Features points, int from, int count, float[] block) {
    int size = points.size();
    float[] values = points.values();
    for (int point = 0; point < count; point++) {
      for (int feature = 0; feature < size; feature++) {
        block[feature * BLOCK + point] = values[(from + point) * size + feature];
      }
    }
  }

  private static void distances(
      float[] queries, int query, int size, float[] block, float[] squared) {
    Arrays.fill(squared, 0);
    for (int feature = 0; feature < size; feature++) {
      float value = queries[query + feature];
      int row = feature * BLOCK;
      for (int point = 0; point < BLOCK; point++) {
        float difference = value - block[row + point];
        squared[point] += difference * difference;
      }
    }
  }
}
