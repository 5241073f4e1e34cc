package org.bcnn.uncertainty;

import java.util.stream.IntStream;

/** One number for how unsure a prediction is: the higher, the less sure. */
public enum UncertaintyScore {
  /** The entropy of the prediction, in nats: unsure for whatever reason. */
  PREDICTIVE_ENTROPY {
    @Override
    public double of(PredictiveDistribution predictions, int example) {
      return predictions.predictiveEntropy(example);
    }
  },

  /** The mutual information between label and weights, in nats: how far draws disagree. */
  MUTUAL_INFORMATION {
    @Override
    public double of(PredictiveDistribution predictions, int example) {
      return predictions.mutualInformation(example);
    }
  },

  /** The share of the logits that is noise of the draws, whatever the scale of the logits. */
  LOGIT_NOISE_SHARE {
    @Override
    public double of(PredictiveDistribution predictions, int example) {
      return predictions.logitNoiseShare(example);
    }
  },

  /** The trace of the epistemic covariance. */
  EPISTEMIC {
    @Override
    public double of(PredictiveDistribution predictions, int example) {
      return predictions.epistemic(example);
    }
  },

  /** The trace of the aleatoric covariance. */
  ALEATORIC {
    @Override
    public double of(PredictiveDistribution predictions, int example) {
      return predictions.aleatoric(example);
    }
  },

  /** What the most probable class leaves to the others, {@code 1 − max p̄}. */
  MAX_PROBABILITY {
    @Override
    public double of(PredictiveDistribution predictions, int example) {
      return 1 - predictions.mean(example, predictions.predictedClass(example));
    }
  };

  /**
   * Scores a prediction.
   *
   * @param predictions the predictions
   * @param example the example
   * @return the score
   */
  public abstract double of(PredictiveDistribution predictions, int example);

  /**
   * Scores predictions.
   *
   * @param predictions the predictions
   * @return the score of each example
   */
  public double[] of(PredictiveDistribution predictions) {
    return IntStream.range(0, predictions.examples())
        .mapToDouble(example -> of(predictions, example))
        .toArray();
  }

  /**
   * Tells how well this score finds what is not of the distribution.
   *
   * @param inside predictions for examples from the distribution
   * @param outside predictions for others
   * @return how well they are told apart
   * @throws IllegalArgumentException if there are none of either
   */
  public Detection detection(PredictiveDistribution inside, PredictiveDistribution outside) {
    return Detection.of(of(inside), of(outside));
  }
}
