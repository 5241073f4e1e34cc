package org.bcnn.tasks.classification;

import java.util.function.IntConsumer;
import org.bcnn.layer.Estimator;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.uncertainty.Logits;

/**
 * How a classifier is evaluated.
 *
 * @param estimator how a draw is made
 * @param draws posterior draws, at least 1; where all draws are alike a single one is made
 * @param seed decides their noise
 */
public record EvaluationPlan(Estimator estimator, int draws, long seed) {
  /** Checks the number of draws. */
  public EvaluationPlan {
    if (draws < 1) {
      throw new IllegalArgumentException("evaluation draws must be at least 1, got " + draws);
    }
  }

  /**
   * Returns this plan for a network: a deterministic one is not sampled, and where nothing is
   * sampled there is one draw.
   *
   * @param session the network
   * @return the plan as it is carried out
   */
  public EvaluationPlan on(ClassifierSession session) {
    return session.isStochastic() && estimator != Estimator.MEAN
        ? this
        : new EvaluationPlan(Estimator.MEAN, 1, seed);
  }

  /**
   * Predicts as evaluation does. The labels of the images are of no account.
   *
   * @param session the classifier
   * @param images the images
   * @param progress told after each batch how many images are done
   * @return the logits of every draw
   * @throws IllegalArgumentException if the images are not of the size that the classifier takes
   */
  public Logits predict(ClassifierSession session, LabelledImages images, IntConsumer progress) {
    EvaluationPlan carriedOut = on(session);
    try (Predictor predictor = session.predictor(carriedOut.estimator(), carriedOut.draws())) {
      return predictor.logits(images, Evaluation.noise(seed), progress);
    }
  }
}
