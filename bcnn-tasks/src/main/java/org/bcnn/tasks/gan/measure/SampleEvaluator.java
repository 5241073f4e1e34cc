package org.bcnn.tasks.gan.measure;

import org.bcnn.tasks.data.LabelledImages;

/**
 * Scores generated images against real ones. What does not depend on them is computed once, when
 * this is made: the features of the training images, and the distances of test images and of noise
 * from these. It uses the network as long as it is used. Not thread-safe.
 */
public final class SampleEvaluator {
  private final FeatureNetwork network;
  private final LabelledImages train;
  private final Settings settings;
  private final String name;
  private final Features trainFeatures;
  private final GaussianStatistics trainStatistics;
  private final double frechetTrainTest;
  private final double frechetNoise;

  /**
   * How images are scored.
   *
   * @param neighbours k of precision and recall
   * @param mostImages how many images of each set they compare at most
   * @param leastShare the share of the generated images that a class needs in order to count as
   *     covered
   * @param seed decides which images are compared, and the images of noise
   */
  public record Settings(int neighbours, int mostImages, double leastShare, long seed) {
    /** A class is covered if it has this part of an even share. */
    private static final double LEAST_PART = 0.1;

    /** Checks that the numbers are positive and the share at most 1. */
    public Settings {
      if (neighbours < 1 || mostImages < 1) {
        throw new IllegalArgumentException(
            String.format(
                "neighbours and images to compare must be at least 1, got %d and %d",
                neighbours, mostImages));
      }
      if (!(leastShare > 0 && leastShare <= 1)) {
        throw new IllegalArgumentException(
            "the least share of a class must be above 0 and at most 1, got " + leastShare);
      }
    }

    /**
     * Returns the settings that are used where there is no reason for others: {@value
     * PrecisionRecall#NEIGHBOURS} neighbours, up to {@value PrecisionRecall#MOST_IMAGES} images,
     * and a tenth of an even share of the classes.
     *
     * @param classes the number of classes
     * @param seed the seed
     * @return the settings
     */
    public static Settings of(int classes, long seed) {
      return new Settings(
          PrecisionRecall.NEIGHBOURS, PrecisionRecall.MOST_IMAGES, LEAST_PART / classes, seed);
    }
  }

  /**
   * Prepares to score.
   *
   * @param network makes the features
   * @param train the real images that the generator was trained on, at least 2
   * @param test real images that it was not trained on, at least 2
   * @param settings how images are scored
   * @throws IllegalArgumentException if there are too few images, or test images are not like those
   *     trained on
   */
  public SampleEvaluator(
      FeatureNetwork network, LabelledImages train, LabelledImages test, Settings settings) {
    this.network = network;
    this.train = train;
    this.settings = settings;
    requireLikeTraining("test", test);
    name = network.name();
    trainFeatures = network.features(train);
    trainStatistics = GaussianStatistics.of(trainFeatures);
    frechetTrainTest = frechet(network.features(test));
    frechetNoise =
        frechet(network.features(UniformNoiseImages.like(train, test.count(), settings.seed())));
  }

  /**
   * Scores generated images.
   *
   * @param generated the images, of the size of those trained on, more than the neighbours of
   *     precision and recall; their labels are of no account
   * @return the scores
   * @throws IllegalArgumentException if there are too few or they are of another size
   */
  public SampleScores evaluate(LabelledImages generated) {
    requireLikeTraining("generated", generated);
    return evaluate(network.features(generated));
  }

  /**
   * Scores generated images whose features are known.
   *
   * @param generated features by the same network, of more images than the neighbours of precision
   *     and recall
   * @return the scores
   * @throws IllegalArgumentException if there are too few images
   */
  public SampleScores evaluate(Features generated) {
    // As many of each, as published: what is found depends on how many there are.
    int compared =
        Math.min(settings.mostImages(), Math.min(trainFeatures.images(), generated.images()));
    PrecisionRecall manifolds =
        PrecisionRecall.of(
            trainFeatures,
            generated,
            settings.neighbours(),
            Math.max(1, compared),
            settings.seed());
    ClassHistogram histogram = ClassHistogram.of(generated);
    return new SampleScores(
        name,
        generated.images(),
        frechet(generated),
        manifolds,
        histogram,
        histogram.modesCovered(settings.leastShare()),
        frechetTrainTest,
        frechetNoise);
  }

  /**
   * Returns the Fréchet distance of images from the training images alone, which takes less time
   * than all scores.
   *
   * @param generated features by the same network, of at least 2 images
   * @return the distance, 0 or more
   * @throws IllegalArgumentException if there are too few images
   */
  public double frechet(Features generated) {
    return FrechetDistance.between(GaussianStatistics.of(generated), trainStatistics);
  }

  /**
   * Returns how many classes generated images cover.
   *
   * @param generated features by the same network
   * @return the number of classes with their least share
   */
  public int modesCovered(Features generated) {
    return ClassHistogram.of(generated).modesCovered(settings.leastShare());
  }

  private void requireLikeTraining(String which, LabelledImages images) {
    if (images.channels() != train.channels()
        || images.height() != train.height()
        || images.width() != train.width()) {
      throw new IllegalArgumentException(
          String.format(
              "the %s images are compared with those trained on and must be as large, got %s and %s",
              which, images, train));
    }
  }
}
