package org.bcnn.tasks.comparison;

import java.util.List;
import java.util.Map;

/**
 * A point of a learning curve: how a network does that was trained on a share of the training
 * images, over all seeds.
 *
 * @param share the share of the training images, above 0 and at most 1, those that are held back
 *     for validation included
 * @param runs its scores, a seed each, at least one, all of the same number of images
 */
public record LearningCurvePoint(double share, List<ShareScores> runs) {
  /** Copies the list and checks it. */
  public LearningCurvePoint {
    runs = List.copyOf(runs);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is above 0 and at most 1, but this is " + share);
    }
    if (runs.stream().mapToInt(ShareScores::trainExamples).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "the runs of a share have one number of training images, not those of " + runs);
    }
  }

  /**
   * Averages the scores.
   *
   * @return each by its name
   */
  public Map<String, MeanWithError> scores() {
    return MeanWithError.ofEach(runs.stream().map(ShareScores::byName).toList());
  }

  /**
   * Returns how many images are trained on.
   *
   * @return the number, without those held back for validation
   */
  public int trainExamples() {
    return runs.get(0).trainExamples();
  }

  /**
   * Returns how many more images are held back for validation.
   *
   * @return the number, 0 if there are none
   */
  public int validationExamples() {
    return runs.get(0).validationExamples();
  }

  /**
   * Returns how many draws a prediction takes.
   *
   * @return the number, 1 if draws are all alike
   */
  public int draws() {
    return runs.get(0).draws();
  }
}
