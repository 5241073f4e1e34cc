package org.bcnn.tasks.training;

/**
 * How a network predicts the validation part after an epoch. All are of the predictive
 * distribution, averaged over examples, with no KL divergence in them.
 *
 * @param accuracy the share of examples classified rightly
 * @param nll the negative log-likelihood, nats per example
 * @param epistemic the trace of the epistemic covariance (Kwon et al. 2018); 0 where all draws are
 *     alike, as those of a deterministic network are
 * @param aleatoric the trace of the aleatoric covariance (Kwon et al. 2018)
 * @param predictiveEntropy nats
 * @param mutualInformation between label and weights, nats; 0 where all draws are alike
 */
public record ValidationScores(
    double accuracy,
    double nll,
    double epistemic,
    double aleatoric,
    double predictiveEntropy,
    double mutualInformation) {
  /** Those without a validation part: all NaN. */
  public static final ValidationScores NONE =
      new ValidationScores(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
