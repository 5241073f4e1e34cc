package org.bcnn.uncertainty;

import java.util.Objects;

/**
 * The predictive distribution of a classifier as draws from the posterior give it: class
 * probabilities p̂ of every draw, whose mean p̄ over draws is the prediction. All sums are in
 * double precision. Immutable and thread-safe.
 */
public final class PredictiveDistribution {
  /** How far float32 rounding may take a row of probabilities from summing to 1. */
  private static final double TOLERANCE = 1e-4;

  private final int draws;
  private final int examples;
  private final int classes;
  private final double[] probabilities;
  private final double[] means;

  /** The logarithms that the probabilities came from; null if they came as they are. */
  private final float[] logProbabilities;

  private PredictiveDistribution(
      int draws, int examples, int classes, double[] probabilities, float[] logProbabilities) {
    this.draws = draws;
    this.examples = examples;
    this.classes = classes;
    this.probabilities = probabilities;
    this.logProbabilities = logProbabilities;
    this.means = meansOverDraws(draws, probabilities);
  }

  private static double[] meansOverDraws(int draws, double[] probabilities) {
    double[] means = new double[probabilities.length / draws];
    for (int i = 0; i < probabilities.length; i++) {
      means[i % means.length] += probabilities[i];
    }
    for (int i = 0; i < means.length; i++) {
      means[i] /= draws;
    }
    return means;
  }

  /**
   * Makes a distribution from probabilities.
   *
   * @param draws the number of draws, at least 1
   * @param examples the number of examples, at least 0
   * @param classes the number of classes, at least 1
   * @param probabilities p̂, {@code [draws, examples, classes]}, copied; each row sums to 1
   * @return the distribution
   * @throws IllegalArgumentException if the number of probabilities does not fit, one is not in [0,
   *     1] or a row does not sum to 1, within 1e-4
   */
  public static PredictiveDistribution ofProbabilities(
      int draws, int examples, int classes, double[] probabilities) {
    double[] copy = probabilities.clone();
    check(draws, examples, classes, copy);
    return new PredictiveDistribution(draws, examples, classes, copy, null);
  }

  /**
   * Makes a distribution from the logarithms of softmax probabilities. They are kept, so that the
   * predictive likelihood is exact where the probabilities themselves underflow.
   *
   * @param draws the number of draws, at least 1
   * @param examples the number of examples
   * @param classes the number of classes, at least 1
   * @param logProbabilities log p̂ in nats, {@code [draws, examples, classes]}, copied
   * @return the distribution
   * @throws IllegalArgumentException as {@link #ofProbabilities}
   */
  public static PredictiveDistribution ofLogProbabilities(
      int draws, int examples, int classes, float[] logProbabilities) {
    return owningLogProbabilities(draws, examples, classes, logProbabilities.clone());
  }

  /** As {@link #ofLogProbabilities}, without a copy. */
  static PredictiveDistribution owningLogProbabilities(
      int draws, int examples, int classes, float[] logProbabilities) {
    double[] probabilities = new double[logProbabilities.length];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = Math.exp(logProbabilities[i]);
    }
    check(draws, examples, classes, probabilities);
    return new PredictiveDistribution(draws, examples, classes, probabilities, logProbabilities);
  }

  private static void check(int draws, int examples, int classes, double[] probabilities) {
    if (draws < 1 || examples < 0 || classes < 1) {
      throw new IllegalArgumentException(
          "there must be draws and classes, got "
              + draws
              + " draws of "
              + examples
              + " examples in "
              + classes
              + " classes");
    }
    if (probabilities.length != (long) draws * examples * classes) {
      throw new IllegalArgumentException(
          String.format(
              "%d draws of %d examples in %d classes need %d probabilities, got %d",
              draws, examples, classes, (long) draws * examples * classes, probabilities.length));
    }
    for (int row = 0; row < draws * examples; row++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        double p = probabilities[row * classes + c];
        if (!(p >= 0 && p <= 1 + TOLERANCE)) {
          throw new IllegalArgumentException(
              String.format(
                  "draw %d gives class %d of example %d the value %s, which is not a probability",
                  row / examples, c, row % examples, p));
        }
        sum += p;
      }
      if (Math.abs(sum - 1) > TOLERANCE) {
        throw new IllegalArgumentException(
            String.format(
                "the class probabilities that draw %d gives example %d sum to %s, not to 1",
                row / examples, row % examples, sum));
      }
    }
  }

  /**
   * Returns the number of draws.
   *
   * @return S
   */
  public int draws() {
    return draws;
  }

  /**
   * Returns the number of examples.
   *
   * @return the number of examples
   */
  public int examples() {
    return examples;
  }

  /**
   * Returns the number of classes.
   *
   * @return the number of classes
   */
  public int classes() {
    return classes;
  }

  /**
   * Returns the probability of a class under one draw.
   *
   * @param draw the draw
   * @param example the example
   * @param label the class
   * @return p̂
   */
  public double probability(int draw, int example, int label) {
    Objects.checkIndex(draw, draws);
    Objects.checkIndex(example, examples);
    Objects.checkIndex(label, classes);
    return probabilities[(draw * examples + example) * classes + label];
  }

  /**
   * Returns the predicted probability of a class.
   *
   * @param example the example
   * @param label the class
   * @return p̄, the mean over draws
   */
  public double mean(int example, int label) {
    Objects.checkIndex(example, examples);
    Objects.checkIndex(label, classes);
    return means[example * classes + label];
  }

  /**
   * Returns the logarithm of the predicted probability of a class. Made from log probabilities, it
   * is finite as long as one of them is, however small the probability.
   *
   * @param example the example
   * @param label the class
   * @return {@code log p̄} in nats; negative infinity if every draw rules the class out
   */
  public double logMean(int example, int label) {
    double mean = mean(example, label);
    if (logProbabilities == null || mean > Double.MIN_NORMAL) {
      return Math.log(mean);
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int draw = 0; draw < draws; draw++) {
      largest = Math.max(largest, logProbability(draw, example, label));
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (int draw = 0; draw < draws; draw++) {
      sum += Math.exp(logProbability(draw, example, label) - largest);
    }
    return largest + Math.log(sum / draws);
  }

  private double logProbability(int draw, int example, int label) {
    return logProbabilities[(draw * examples + example) * classes + label];
  }

  /**
   * Returns the most probable class.
   *
   * @param example the example
   * @return the class of the largest p̄, the first of several
   */
  public int predictedClass(int example) {
    int best = 0;
    for (int label = 1; label < classes; label++) {
      if (mean(example, label) > mean(example, best)) {
        best = label;
      }
    }
    return best;
  }

  /**
   * Returns the epistemic variance of a class probability, what more data would remove (Kwon et al.
   * 2018).
   *
   * @param example the example
   * @param label the class
   * @return the diagonal element of {@code (1/S) Σ (p̂ − p̄)(p̂ − p̄)ᵀ}
   */
  public double epistemic(int example, int label) {
    double mean = mean(example, label);
    double sum = 0;
    for (int draw = 0; draw < draws; draw++) {
      double deviation = probability(draw, example, label) - mean;
      sum += deviation * deviation;
    }
    return sum / draws;
  }

  /**
   * Returns the aleatoric variance of a class label, what is in the data itself (Kwon et al. 2018).
   *
   * @param example the example
   * @param label the class
   * @return the diagonal element of {@code (1/S) Σ [diag(p̂) − p̂ p̂ᵀ]}
   */
  public double aleatoric(int example, int label) {
    double sum = 0;
    for (int draw = 0; draw < draws; draw++) {
      double p = probability(draw, example, label);
      sum += p - p * p;
    }
    return sum / draws;
  }

  /**
   * Returns the epistemic uncertainty of a prediction.
   *
   * @param example the example
   * @return the trace of the epistemic covariance
   */
  public double epistemic(int example) {
    double trace = 0;
    for (int label = 0; label < classes; label++) {
      trace += epistemic(example, label);
    }
    return trace;
  }

  /**
   * Returns the aleatoric uncertainty of a prediction.
   *
   * @param example the example
   * @return the trace of the aleatoric covariance
   */
  public double aleatoric(int example) {
    double trace = 0;
    for (int label = 0; label < classes; label++) {
      trace += aleatoric(example, label);
    }
    return trace;
  }

  /**
   * Returns the entropy of the prediction.
   *
   * @param example the example
   * @return {@code H[p̄]} in nats, from 0 to the logarithm of the number of classes
   */
  public double predictiveEntropy(int example) {
    double entropy = 0;
    for (int label = 0; label < classes; label++) {
      entropy += entropyTerm(mean(example, label));
    }
    return entropy;
  }

  /**
   * Returns the mean entropy of the draws.
   *
   * @param example the example
   * @return {@code (1/S) Σ H[p̂]} in nats
   */
  public double expectedEntropy(int example) {
    double entropy = 0;
    for (int draw = 0; draw < draws; draw++) {
      for (int label = 0; label < classes; label++) {
        entropy += entropyTerm(probability(draw, example, label));
      }
    }
    return entropy / draws;
  }

  /**
   * Returns the mutual information between the label and the weights.
   *
   * @param example the example
   * @return predictive less expected entropy in nats, not negative but for rounding
   */
  public double mutualInformation(int example) {
    return predictiveEntropy(example) - expectedEntropy(example);
  }

  /**
   * Returns the share of noise in the logits: by how much the draws differ in what they say of the
   * odds of classes, against how much they say. With {@code z} the logarithms of the probabilities
   * of a draw less their mean over the classes (the centred log-ratio of Aitchison 1982, which is
   * that of the logits, whatever is added to all of them) and {@code z̄} its mean over the draws,
   * {@code Σ|z − z̄|² / Σ|z|²}, the sums over draws. It does not change when all logits are scaled.
   *
   * @param example the example
   * @return from 0, where all draws are alike, to 1, where they say nothing in common; 1 if all
   *     probabilities of all draws are equal, which says nothing, and for a single draw otherwise 0
   */
  public double logitNoiseShare(int example) {
    double[] sums = new double[classes];
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      double centre = 0;
      for (int label = 0; label < classes; label++) {
        centre += finiteLog(draw, example, label) / classes;
      }
      for (int label = 0; label < classes; label++) {
        double z = finiteLog(draw, example, label) - centre;
        sums[label] += z;
        squares += z * z;
      }
    }
    double signal = 0;
    for (double sum : sums) {
      signal += sum * sum / draws;
    }
    return squares == 0 ? 1 : Math.max(0, 1 - signal / squares);
  }

  /** A log probability; that of 0 is taken for that of the smallest number above it. */
  private double finiteLog(int draw, int example, int label) {
    return logProbabilities != null
        ? logProbability(draw, example, label)
        : Math.log(Math.max(Double.MIN_VALUE, probability(draw, example, label)));
  }

  private static double entropyTerm(double p) {
    return p > 0 ? -p * Math.log(p) : 0;
  }
}
