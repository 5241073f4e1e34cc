package org.bcnn.models.pruning;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bcnn.tensor.HostTensor;

/** By what weights are ranked; those of the lowest score are removed first. */
public enum PruningCriterion {
  /**
   * The magnitude of the mean, {@code |μ|}, which is all that a plain network has (Shridhar et al.
   * 2019 prune by it after an L1 penalty).
   */
  L1("|mean|") {
    @Override
    double[] ofAll(WeightTensor weights, Map<String, HostTensor> values) {
      double[] scores = new double[weights.size()];
      Arrays.setAll(scores, i -> Math.abs(weights.mean(i)));
      return scores;
    }
  },

  /** The signal-to-noise ratio {@code |μ| / σ} (Graves 2011; Blundell et al. 2015). */
  SNR("|mean| / deviation") {
    @Override
    double[] ofAll(WeightTensor weights, Map<String, HostTensor> values) {
      requireDistribution(weights);
      double[] scores = new double[weights.size()];
      Arrays.setAll(
          scores,
          i -> Math.abs(weights.mean(i)) / Math.max(weights.deviation(i), Double.MIN_NORMAL));
      return scores;
    }
  },

  /**
   * What a weight adds to the KL divergence from posterior to prior, in nats: the information that
   * it has taken from the data. A weight of little divergence is as good as unknown.
   */
  KL("KL, nats") {
    @Override
    double[] ofAll(WeightTensor weights, Map<String, HostTensor> values) {
      requireDistribution(weights);
      WeightDivergence divergence =
          WeightDivergence.of(weights.variational().orElseThrow(), values);
      double[] scores = new double[weights.size()];
      Arrays.parallelSetAll(scores, i -> divergence.nats(i, weights.mean(i), weights.deviation(i)));
      return scores;
    }
  };

  private final String words;

  PruningCriterion(String words) {
    this.words = words;
  }

  /**
   * Returns what the score is.
   *
   * @return a few words, with the unit
   */
  public String words() {
    return words;
  }

  /**
   * Returns the name on the command line and in files.
   *
   * @return {@code l1}, {@code snr} or {@code kl}
   */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a criterion.
   *
   * @param key its {@link #key}
   * @return the criterion
   * @throws IllegalArgumentException if there is none of that name; the message lists them
   */
  public static PruningCriterion of(String key) {
    for (PruningCriterion criterion : values()) {
      if (criterion.key().equals(key.toLowerCase(Locale.ROOT))) {
        return criterion;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            "weights are ranked by one of %s, got \"%s\"",
            Arrays.stream(values()).map(PruningCriterion::key).collect(Collectors.joining(", ")),
            key));
  }

  /**
   * Scores weights.
   *
   * @param weights the weights
   * @param values the values of all variables of the network by name, for what priors have learned
   * @return a score for each weight, row-major; negative infinity for those that are removed
   * @throws IllegalArgumentException if the weights have no such score
   */
  public double[] scores(WeightTensor weights, Map<String, HostTensor> values) {
    double[] scores = ofAll(weights, values);
    for (int i = 0; i < scores.length; i++) {
      if (!weights.isKept(i)) {
        scores[i] = Double.NEGATIVE_INFINITY;
      }
    }
    return scores;
  }

  abstract double[] ofAll(WeightTensor weights, Map<String, HostTensor> values);

  final void requireDistribution(WeightTensor weights) {
    if (!weights.isDistribution()) {
      throw new IllegalArgumentException(
          String.format(
              "%s has plain values without a deviation, which cannot be ranked by %s; rank them by"
                  + " l1",
              weights.path(), key()));
    }
  }
}
