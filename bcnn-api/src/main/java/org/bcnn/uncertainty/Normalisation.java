package org.bcnn.uncertainty;

/**
 * How the logits z of one draw become class probabilities.
 *
 * <p>{@link #SOFTMAX} is what categorical networks are trained by, and what its uncertainty should
 * be taken from. {@link #SOFTPLUS} is offered for the decomposition into aleatoric and epistemic
 * variance (Shridhar et al. 2018): it grows like the logits and not like their exponentials, so
 * that one large logit leaves more to the others. Its epistemic variance tells noise from images
 * far worse than the entropy of softmax predictions does (docs/mistakes.md, 13).
 */
public enum Normalisation {
  /** {@code exp(z_c) / Σ_k exp(z_k)}. */
  SOFTMAX {
    @Override
    double logScore(double logit) {
      return logit;
    }
  },

  /** {@code softplus(z_c) / Σ_k softplus(z_k)}, where {@code softplus(z) = log(1 + exp(z))}. */
  SOFTPLUS {
    @Override
    double logScore(double logit) {
      if (logit < -LARGE) {
        return logit;
      }
      return Math.log(logit > LARGE ? logit : Math.log1p(Math.exp(logit)));
    }
  };

  /** Beyond it, {@code exp(-z)} is less than what a double of the size of 1 can hold. */
  private static final double LARGE = 40;

  /** The logarithm of what the classes share the probability by. */
  abstract double logScore(double logit);

  /**
   * Writes the logarithms of a row of probabilities.
   *
   * @param logits the logits
   * @param from where the row begins in both arrays
   * @param classes the number of logits
   * @param logProbabilities receives {@code log p}, in nats
   */
  void logProbabilities(float[] logits, int from, int classes, float[] logProbabilities) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + classes; i++) {
      if (!Float.isFinite(logits[i])) {
        throw new IllegalArgumentException("a logit is " + logits[i] + ", not a finite number");
      }
      largest = Math.max(largest, logScore(logits[i]));
    }
    double sum = 0;
    for (int i = from; i < from + classes; i++) {
      sum += Math.exp(logScore(logits[i]) - largest);
    }
    double logSum = largest + Math.log(sum);
    for (int i = from; i < from + classes; i++) {
      logProbabilities[i] = (float) (logScore(logits[i]) - logSum);
    }
  }
}
