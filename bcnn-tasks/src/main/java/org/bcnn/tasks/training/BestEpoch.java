package org.bcnn.tasks.training;

import java.util.List;

/**
 * The epoch whose weights predict the validation part best: the one with the smallest negative
 * log-likelihood of the predictive distribution. It is not chosen by the loss, whose KL term
 * changes its weight under a schedule, so that losses of two epochs are not of one scale.
 *
 * @param epoch the epoch, from 1; the first of those that are equally good; 0 if there is none,
 *     because nothing has been validated or every score is NaN
 * @param validationNll its score, nats per example; NaN if there is none
 */
public record BestEpoch(int epoch, double validationNll) {

  /**
   * Chooses.
   *
   * @param validationNlls the score after each epoch, from epoch 1 on, nats per example; NaN where
   *     there is none
   * @return the best of them
   */
  public static BestEpoch of(List<Double> validationNlls) {
    BestEpoch best = new BestEpoch(0, Double.NaN);
    for (int i = 0; i < validationNlls.size(); i++) {
      double score = validationNlls.get(i);
      if (score < best.validationNll || (best.epoch == 0 && !Double.isNaN(score))) {
        best = new BestEpoch(i + 1, score);
      }
    }
    return best;
  }

  /**
   * Returns whether there is a best epoch.
   *
   * @return false if nothing has been validated
   */
  public boolean exists() {
    return epoch > 0;
  }
}
