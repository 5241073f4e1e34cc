package org.bcnn.tasks.classification;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.TrainingTask;

/**
 * How a classifier predicts the validation part after an epoch. All are of the predictive
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
  /** The score that is the share of training examples classified rightly when trained on. */
  public static final String TRAIN_ACCURACY = "trainAccuracy";

  /** The score that is {@link #accuracy}. */
  public static final String ACCURACY = "validationAccuracy";

  private static final String EPISTEMIC = "validationEpistemic";
  private static final String ALEATORIC = "validationAleatoric";
  private static final String ENTROPY = "validationEntropy";
  private static final String MUTUAL_INFORMATION = "validationMutualInformation";

  /** The names of a classifier's scores, as {@link TrainingTask#scoreNames} wants them. */
  public static final List<String> NAMES =
      List.of(
          TRAIN_ACCURACY,
          ACCURACY,
          TrainingTask.VALIDATION_NLL,
          EPISTEMIC,
          ALEATORIC,
          ENTROPY,
          MUTUAL_INFORMATION);

  /**
   * Reads the scores of an epoch.
   *
   * @param epoch what the epoch reported
   * @return its scores; all NaN without a validation part
   */
  public static ValidationScores of(EpochRecord epoch) {
    return new ValidationScores(
        epoch.score(ACCURACY),
        epoch.validationNll(),
        epoch.score(EPISTEMIC),
        epoch.score(ALEATORIC),
        epoch.score(ENTROPY),
        epoch.score(MUTUAL_INFORMATION));
  }

  /** Takes the scores of an evaluation. */
  static ValidationScores of(Evaluation scores) {
    return new ValidationScores(
        scores.calibration().accuracy(),
        scores.calibration().negativeLogLikelihood(),
        scores.epistemic(),
        scores.aleatoric(),
        scores.predictiveEntropy(),
        scores.mutualInformation());
  }

  /**
   * Returns the scores by name.
   *
   * @return those of {@link #NAMES} that are of validation
   */
  public Map<String, Double> byName() {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put(ACCURACY, accuracy);
    scores.put(TrainingTask.VALIDATION_NLL, nll);
    scores.put(EPISTEMIC, epistemic);
    scores.put(ALEATORIC, aleatoric);
    scores.put(ENTROPY, predictiveEntropy);
    scores.put(MUTUAL_INFORMATION, mutualInformation);
    return scores;
  }
}
