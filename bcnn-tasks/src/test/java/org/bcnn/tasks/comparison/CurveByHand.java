package org.bcnn.tasks.comparison;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.tasks.classification.Evaluation;
import org.bcnn.uncertainty.Calibration;

/** Learning curves of round numbers. */
public final class CurveByHand {
  private CurveByHand() {}

  /**
   * A point.
   *
   * @param share the share
   * @param images how many images were trained on
   * @param draws draws a prediction; a single one has no epistemic part
   * @param accuracies the accuracy of each seed
   * @return the point; its epistemic variance is 1 / images, its aleatoric variance 0.25
   */
  public static LearningCurvePoint point(
      double share, int images, int draws, double... accuracies) {
    List<ShareScores> runs = new ArrayList<>();
    for (double accuracy : accuracies) {
      double epistemic = draws == 1 ? 0 : 1.0 / images;
      runs.add(
          new ShareScores(
              images,
              images / 9,
              2_000 / images,
              20,
              draws,
              new Evaluation(
                  new Calibration(accuracy, 0.5, 0.25, 0.125), epistemic, 0.25, 1.5, epistemic / 2),
              Double.NaN));
    }
    return new LearningCurvePoint(share, runs);
  }
}
