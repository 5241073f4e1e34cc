package org.bcnn.tasks.classification;

import org.bcnn.uncertainty.Normalisation;
import org.bcnn.uncertainty.UncertaintyScore;

/** The scores of uncertainty that are compared, the one to prefer first. */
public enum ImageScore {
  /** The entropy of the softmax prediction, in nats. */
  PREDICTIVE_ENTROPY(
      "predictiveEntropy", Normalisation.SOFTMAX, UncertaintyScore.PREDICTIVE_ENTROPY),

  /** The mutual information of label and weights under softmax, in nats. */
  MUTUAL_INFORMATION(
      "mutualInformation", Normalisation.SOFTMAX, UncertaintyScore.MUTUAL_INFORMATION),

  /** The share of the logits that is noise of the draws. */
  LOGIT_NOISE_SHARE("logitNoiseShare", Normalisation.SOFTMAX, UncertaintyScore.LOGIT_NOISE_SHARE),

  /** The epistemic variance of softmax probabilities. */
  EPISTEMIC("epistemic", Normalisation.SOFTMAX, UncertaintyScore.EPISTEMIC),

  /** The aleatoric variance under softmax probabilities. */
  ALEATORIC("aleatoric", Normalisation.SOFTMAX, UncertaintyScore.ALEATORIC),

  /** What the most probable class leaves to the others, under softmax. */
  MAX_PROBABILITY("maxProbability", Normalisation.SOFTMAX, UncertaintyScore.MAX_PROBABILITY),

  /** The epistemic variance of softplus-normalised probabilities. */
  EPISTEMIC_SOFTPLUS("epistemicSoftplus", Normalisation.SOFTPLUS, UncertaintyScore.EPISTEMIC),

  /** The aleatoric variance under softplus-normalised probabilities. */
  ALEATORIC_SOFTPLUS("aleatoricSoftplus", Normalisation.SOFTPLUS, UncertaintyScore.ALEATORIC);

  private final String key;
  private final Normalisation normalisation;
  private final UncertaintyScore score;

  ImageScore(String key, Normalisation normalisation, UncertaintyScore score) {
    this.key = key;
    this.normalisation = normalisation;
    this.score = score;
  }

  /**
   * Returns the name that files have for it.
   *
   * @return the name, in camel case
   */
  public String key() {
    return key;
  }

  /**
   * Returns what the probabilities are made by.
   *
   * @return the normalisation
   */
  public Normalisation normalisation() {
    return normalisation;
  }

  /**
   * Returns how probabilities are scored.
   *
   * @return the score
   */
  public UncertaintyScore score() {
    return score;
  }
}
