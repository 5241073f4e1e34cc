package org.bcnn.tasks.report.page;

import org.bcnn.tasks.classification.ImageScore;

/** What scores of uncertainty are called. Stateless. */
final class ScoreWords {
  private ScoreWords() {}

  static String of(ImageScore score) {
    return switch (score) {
      case PREDICTIVE_ENTROPY -> "predictive entropy";
      case MUTUAL_INFORMATION -> "mutual information";
      case LOGIT_NOISE_SHARE -> "noise share of the logits";
      case EPISTEMIC -> "epistemic variance";
      case ALEATORIC -> "aleatoric variance";
      case MAX_PROBABILITY -> "1 − greatest probability";
      case EPISTEMIC_SOFTPLUS -> "epistemic variance (softplus)";
      case ALEATORIC_SOFTPLUS -> "aleatoric variance (softplus)";
    };
  }

  static String unit(ImageScore score) {
    return score == ImageScore.PREDICTIVE_ENTROPY || score == ImageScore.MUTUAL_INFORMATION
        ? ", nats"
        : "";
  }
}
