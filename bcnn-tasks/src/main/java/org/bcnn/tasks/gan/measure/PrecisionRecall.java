package org.bcnn.tasks.gan.measure;

/**
 * How much of what is generated is like something real, and how much of what is real is like
 * something generated. Each set is taken for the union of balls around its images, each as large as
 * to reach the k-th nearest of the others (Kynkäänniemi et al. 2019). A ball has its surface.
 *
 * <p>Density and coverage (Naeem et al. 2020) take the real images' balls alone, and are less moved
 * by single images far from the others. All four depend on the numbers of images.
 *
 * @param precision the share of generated images that are in a real image's ball
 * @param recall the share of real images that are in a generated image's ball
 * @param density by how many real images' balls a generated image is held on average, divided by k;
 *     more than 1 where they crowd
 * @param coverage the share of real images whose ball holds a generated image
 * @param neighbours k
 * @param realImages how many real images were compared
 * @param generatedImages how many generated ones
 */
public record PrecisionRecall(
    double precision,
    double recall,
    double density,
    double coverage,
    int neighbours,
    int realImages,
    int generatedImages) {
  /** The k of Kynkäänniemi et al. (2019). */
  public static final int NEIGHBOURS = 3;

  /** As many images of each set as a core compares in seconds. */
  public static final int MOST_IMAGES = 10_000;

  /**
   * Compares all images. The time grows with the product of their numbers.
   *
   * @param real the features of real images
   * @param generated those of generated ones
   * @param neighbours k, at least 1 and less than the images of either set; {@value #NEIGHBOURS}
   *     unless there is a reason
   * @return the four shares
   * @throws IllegalArgumentException if a set has too few images, k is less than 1, or the numbers
   *     of features differ
   */
  public static PrecisionRecall of(Features real, Features generated, int neighbours) {
    Features.requireComparable(real, generated);
    require("real", real, neighbours);
    require("generated", generated, neighbours);
    float[] realRadii = NeighbourRadii.squared(real, neighbours);
    float[] generatedRadii = NeighbourRadii.squared(generated, neighbours);
    boolean[] precise = new boolean[generated.images()];
    boolean[] recalled = new boolean[real.images()];
    boolean[] covered = new boolean[real.images()];
    long[] held = new long[1];
    SquaredDistances.between(
        generated,
        real,
        (query, from, count, squared) -> {
          for (int i = 0; i < count; i++) {
            int point = from + i;
            if (squared[i] <= realRadii[point]) {
              precise[query] = true;
              covered[point] = true;
              held[0]++;
            }
            if (squared[i] <= generatedRadii[query]) {
              recalled[point] = true;
            }
          }
        });
    return new PrecisionRecall(
        share(precise),
        share(recalled),
        (double) held[0] / neighbours / generated.images(),
        share(covered),
        neighbours,
        real.images(),
        generated.images());
  }

  /**
   * Compares random subsets, of one size unless a set has fewer images.
   *
   * @param real the features of real images
   * @param generated those of generated ones
   * @param neighbours k, at least 1 and less than the images of either subset
   * @param mostImages how many images of each set are compared at most, at least 1; {@value
   *     #MOST_IMAGES} unless there is a reason
   * @param seed decides which
   * @return the four shares
   * @throws IllegalArgumentException as {@link #of(Features, Features, int)}
   */
  public static PrecisionRecall of(
      Features real, Features generated, int neighbours, int mostImages, long seed) {
    return of(real.sample(mostImages, seed), generated.sample(mostImages, seed), neighbours);
  }

  private static void require(String which, Features features, int neighbours) {
    if (neighbours < 1) {
      throw new IllegalArgumentException(
          "precision and recall need at least the 1st nearest neighbour, got " + neighbours);
    }
    if (features.images() <= neighbours) {
      throw new IllegalArgumentException(
          String.format(
              "precision and recall by %d neighbours need at least %d %s images, got %d",
              neighbours, neighbours + 1, which, features.images()));
    }
  }

  private static double share(boolean[] hits) {
    int count = 0;
    for (boolean hit : hits) {
      count += hit ? 1 : 0;
    }
    return (double) count / hits.length;
  }
}
