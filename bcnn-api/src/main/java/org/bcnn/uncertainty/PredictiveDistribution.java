package org.bcnn.uncertainty;

import java.util.Objects;

/**
 * The predictive distribution of a classifier as draws from the posterior give it: class
 * probabilities p̂ of every draw, whose mean p̄ over draws is the prediction. All sums are in
 * double precision. Immutable and thread-safe.
 */
public final class PredictiveDistribution {
  private final int draws;
  private final int examples;
  private final int classes;
  private final double[] probabilities;

  private PredictiveDistribution(int draws, int examples, int classes, double[] probabilities) {
    this.draws = draws;
    this.examples = examples;
    this.classes = classes;
    this.probabilities = probabilities;
  }

  /**
   * Makes a distribution from probabilities.
   *
   * @param draws the number of draws, at least 1
   * @param examples the number of examples
   * @param classes the number of classes, at least 1
   * @param probabilities p̂, {@code [draws, examples, classes]}, copied; each row sums to 1
   * @return the distribution
   * @throws IllegalArgumentException if the number of probabilities does not fit, one is not in [0,
   *     1], or a row does not sum to 1 within 1e-4
   */
  public static PredictiveDistribution ofProbabilities(
      int draws, int examples, int classes, double[] probabilities) {
    if (draws < 1 || examples < 0 || classes < 1) {
      throw new IllegalArgumentException(
          "there must be draws and classes, got " + draws + " draws, " + classes + " classes");
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
        if (!(p >= 0 && p <= 1 + 1e-6)) {
          throw new IllegalArgumentException(p + " is not a probability");
        }
        sum += p;
      }
      if (Math.abs(sum - 1) > 1e-4) {
        throw new IllegalArgumentException("class probabilities sum to " + sum + ", not to 1");
      }
    }
    return new PredictiveDistribution(draws, examples, classes, probabilities.clone());
  }

  /**
   * Makes a distribution from the logarithms of softmax probabilities.
   *
   * @param draws the number of draws, at least 1
   * @param examples the number of examples
   * @param classes the number of classes
   * @param logProbabilities log p̂ in nats, {@code [draws, examples, classes]}
   * @return the distribution
   * @throws IllegalArgumentException as {@link #ofProbabilities}
   */
  public static PredictiveDistribution ofLogProbabilities(
      int draws, int examples, int classes, float[] logProbabilities) {
    double[] probabilities = new double[logProbabilities.length];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = Math.exp(logProbabilities[i]);
    }
    return ofProbabilities(draws, examples, classes, probabilities);
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
    double sum = 0;
    for (int draw = 0; draw < draws; draw++) {
      sum += probability(draw, example, label);
    }
    return sum / draws;
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

  private static double entropyTerm(double p) {
    return p > 0 ? -p * Math.log(p) : 0;
  }
}
