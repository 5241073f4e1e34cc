package org.bcnn.tasks.classification;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.corruption.CorruptedImages;
import org.bcnn.tasks.data.corruption.CorruptionKind;

/**
 * Which corruptions of the test images a classifier is evaluated on. The images are a random subset
 * by the seed of the evaluation, the same for every corruption, and before all of them they are
 * evaluated as they are.
 *
 * @param kinds the corruptions, each in all of its severities; empty for no such evaluation
 * @param mostImages how many of the test images are taken at most, at least 1
 */
public record CorruptionPlan(List<CorruptionKind> kinds, int mostImages) {
  /** No corruptions. */
  public static final CorruptionPlan NONE = new CorruptionPlan(List.of(), 1);

  /** Copies the list and checks the number. */
  public CorruptionPlan {
    kinds = List.copyOf(kinds);
    if (mostImages < 1) {
      throw new IllegalArgumentException(
          "the number of images to corrupt must be at least 1, got " + mostImages);
    }
  }

  /**
   * Returns how many images are predicted in all.
   *
   * @param test how many test images there are
   * @return their number, 0 without corruptions
   */
  public int predictions(int test) {
    return kinds.isEmpty()
        ? 0
        : Math.min(test, mostImages) * (1 + kinds.size() * CorruptionKind.SEVERITIES);
  }

  /**
   * Evaluates on corrupted images.
   *
   * @param classifiers what is evaluated
   * @param test the test images
   * @param progress told after each batch how many images are done
   * @return the scores of the images as they are, then those of each corruption by severity; empty
   *     without corruptions
   * @throws IllegalArgumentException if the images are not such as the classifier takes
   */
  public List<CorruptionScores> run(
      ClassifierMixture classifiers, LabelledImages test, IntConsumer progress) {
    List<CorruptionScores> scores = new ArrayList<>();
    if (kinds.isEmpty()) {
      return scores;
    }
    LabelledImages images = test.sample(mostImages, classifiers.seed());
    int count = images.count();
    scores.add(
        new CorruptionScores(
            CorruptionScores.NONE, 0, "", 0, count, classifiers.evaluate(images, progress)));
    for (CorruptionKind kind : kinds) {
      for (int severity = 1; severity <= CorruptionKind.SEVERITIES; severity++) {
        int before = scores.size() * count;
        LabelledImages corrupted =
            CorruptedImages.of(images, kind.at(severity), classifiers.seed());
        Evaluation evaluation =
            classifiers.evaluate(corrupted, batch -> progress.accept(before + batch));
        scores.add(
            new CorruptionScores(
                kind.label(), severity, kind.unit(), kind.parameter(severity), count, evaluation));
      }
    }
    return scores;
  }
}
