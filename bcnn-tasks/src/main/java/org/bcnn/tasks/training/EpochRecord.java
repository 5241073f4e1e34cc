package org.bcnn.tasks.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one epoch of training reported. Averages over the epoch weight every example alike.
 *
 * @param epoch the epoch, from 1
 * @param loss the mean objective over the epoch, nats per example
 * @param nll the mean negative log-likelihood over the epoch, nats per example
 * @param kl the KL divergence at the last step of the epoch, nats, whole network
 * @param scores the scores of the task, by {@linkplain TrainingTask#scoreNames name}, in that
 *     order; NaN for those of validation where there is no validation part
 * @param seconds how long the epoch's training steps took, validation left out; NaN where it is not
 *     known
 */
public record EpochRecord(
    int epoch, double loss, double nll, double kl, Map<String, Double> scores, double seconds) {

  /** Copies the map, whose order is kept. */
  public EpochRecord {
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
  }

  /**
   * Returns a score.
   *
   * @param name its name
   * @return the score; NaN if there is none of that name
   */
  public double score(String name) {
    return scores.getOrDefault(name, Double.NaN);
  }

  /**
   * Returns the negative log-likelihood on the validation part.
   *
   * @return nats per example; NaN without a validation part
   */
  public double validationNll() {
    return score(TrainingTask.VALIDATION_NLL);
  }

  /**
   * Returns this record without the time it took, which differs from run to run.
   *
   * @return the same with {@code seconds} NaN
   */
  public EpochRecord untimed() {
    return new EpochRecord(epoch, loss, nll, kl, scores, Double.NaN);
  }
}
