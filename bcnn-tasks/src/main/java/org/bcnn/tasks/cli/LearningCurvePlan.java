package org.bcnn.tasks.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.bcnn.models.WeightsDescription;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;

/**
 * Which runs a learning curve consists of: for each seed one with each share of the images.
 *
 * @param shares the shares of the training images, rising, each above 0 and at most 1
 * @param repetitions how many seeds there are
 * @param sameEpochs whether all have the same number of epochs, not of steps
 * @param weights what the weights are
 * @param dropout the rate of dropout, 0 for none
 * @param options all else, of which the number of epochs is that of all images
 */
record LearningCurvePlan(
    List<Double> shares,
    int repetitions,
    boolean sameEpochs,
    WeightsDescription weights,
    double dropout,
    RunMixin options) {
  LearningCurvePlan {
    for (double share : shares) {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "--fractions must be above 0 and at most 1, got " + text(share));
      }
    }
    shares = List.copyOf(new TreeSet<>(shares));
    if (repetitions < 1) {
      throw new IllegalArgumentException("--seeds must be at least 1, got " + repetitions);
    }
  }

  /** Returns the seeds, which follow each other. */
  List<Long> seeds() {
    return LongStream.range(options.seed(), options.seed() + repetitions).boxed().toList();
  }

  /**
   * Returns how many images a share is, rounded to the nearest.
   *
   * @param images how many all are
   * @throws IllegalArgumentException if it is none, or the same as that of the share before
   */
  int images(double share, int images) {
    int count = count(share, images);
    if (count == 0) {
      throw new IllegalArgumentException(
          String.format(
              "of %,d training images the share %s of --fractions is none: give a larger one",
              images, text(share)));
    }
    int index = shares.indexOf(share);
    if (index > 0 && count(shares.get(index - 1), images) == count) {
      throw new IllegalArgumentException(
          String.format(
              "of %,d training images the shares %s and %s of --fractions are both %,d: leave one "
                  + "out",
              images, text(shares.get(index - 1)), text(share), count));
    }
    return count;
  }

  private static int count(double share, int images) {
    return (int) Math.round(share * images);
  }

  /**
   * Plans the run with all images.
   *
   * @param seed its seed
   */
  TrainingPlan whole(long seed) {
    return options.plan(weights, dropout, seed);
  }

  /**
   * Plans a run with a share of the images: of as many steps as with all, as near as whole epochs
   * allow.
   *
   * @param part the share
   * @param allTrained how many images are trained on with all
   * @param seed its seed
   */
  TrainingPlan of(TrainingData part, int allTrained, long seed) {
    TrainingPlan whole = whole(seed);
    return sameEpochs
        ? whole
        : options.plan(
            weights,
            dropout,
            epochs(
                whole.optimisation().epochs(),
                steps(allTrained, whole.optimisation().batchSize()),
                steps(part.train().count(), whole.optimisation().batchSize())),
            seed);
  }

  /**
   * Returns the number of epochs that has about as many steps.
   *
   * @param epochs how many epochs there would be
   * @param steps of so many steps
   * @param fewer how many steps an epoch has
   * @return at least 1
   * @throws IllegalArgumentException if that is more than can be counted
   */
  static int epochs(int epochs, int steps, int fewer) {
    long rounded = Math.max(1, Math.round((double) epochs * steps / fewer));
    if (rounded > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "as many steps as with all images would be " + rounded + " epochs: give fewer --epochs");
    }
    return (int) rounded;
  }

  private static int steps(int images, int batchSize) {
    return (images - 1) / batchSize + 1;
  }

  /** Returns what stands before the name of a run in the folder of the curve. */
  String parent(long seed) {
    return repetitions == 1 ? "" : "seed-" + seed;
  }

  /** Names the run with a share. */
  static String name(double share) {
    return "share-" + text(share);
  }

  /** Writes a share without needless digits. */
  static String text(double share) {
    return Double.isFinite(share)
        ? BigDecimal.valueOf(share).stripTrailingZeros().toPlainString()
        : Double.toString(share);
  }
}
