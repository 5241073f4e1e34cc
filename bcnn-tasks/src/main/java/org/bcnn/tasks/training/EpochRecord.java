package org.bcnn.tasks.training;

/**
 * What one epoch of training reported. Averages over the epoch weight every example alike.
 *
 * @param epoch the epoch, from 1
 * @param loss the mean objective over the epoch, nats per example
 * @param nll the mean negative log-likelihood over the epoch, nats per example
 * @param kl the KL divergence at the last step of the epoch, nats, whole network
 * @param trainAccuracy the share of training examples that were classified rightly when they were
 *     trained on
 * @param validation the scores on the validation part after the epoch; {@link
 *     ValidationScores#NONE} without one
 * @param seconds how long the epoch's training steps took, validation left out; NaN where it is not
 *     known
 */
public record EpochRecord(
    int epoch,
    double loss,
    double nll,
    double kl,
    double trainAccuracy,
    ValidationScores validation,
    double seconds) {

  /**
   * Returns the accuracy on the validation part.
   *
   * @return the share classified rightly; NaN without a validation part
   */
  public double validationAccuracy() {
    return validation.accuracy();
  }

  /**
   * Returns the negative log-likelihood on the validation part.
   *
   * @return nats per example; NaN without a validation part
   */
  public double validationNll() {
    return validation.nll();
  }

  /**
   * Returns this record without the time it took, which differs from run to run.
   *
   * @return the same with {@code seconds} NaN
   */
  public EpochRecord untimed() {
    return new EpochRecord(epoch, loss, nll, kl, trainAccuracy, validation, Double.NaN);
  }
}
