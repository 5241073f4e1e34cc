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
 * @param validationAccuracy the share of validation examples classified rightly after the epoch;
 *     NaN without a validation part
 * @param validationNll the negative log-likelihood of the predictive distribution on the validation
 *     part, nats per example, with no KL in it; NaN without a validation part
 * @param seconds how long the epoch's training steps took, validation left out; NaN where it is not
 *     known
 */
public record EpochRecord(
    int epoch,
    double loss,
    double nll,
    double kl,
    double trainAccuracy,
    double validationAccuracy,
    double validationNll,
    double seconds) {

  /**
   * Returns this record without the time it took, which differs from run to run.
   *
   * @return the same with {@code seconds} NaN
   */
  public EpochRecord untimed() {
    return new EpochRecord(
        epoch, loss, nll, kl, trainAccuracy, validationAccuracy, validationNll, Double.NaN);
  }
}
