package org.bcnn.tasks.classification;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.uncertainty.Calibration;
import org.bcnn.uncertainty.PredictiveDistribution;

/**
 * How a classifier does on a data set, and how sure it is, averaged over the examples.
 *
 * @param calibration accuracy and calibration
 * @param epistemic the trace of the epistemic covariance (Kwon et al. 2018)
 * @param aleatoric the trace of the aleatoric covariance (Kwon et al. 2018)
 * @param predictiveEntropy nats
 * @param mutualInformation between label and weights, nats
 */
public record Evaluation(
    Calibration calibration,
    double epistemic,
    double aleatoric,
    double predictiveEntropy,
    double mutualInformation) {

  /** Evaluation draws noise at steps from here on, which neither training nor validation does. */
  private static final long EVALUATION_STEPS = 1L << 41;

  /**
   * Returns where evaluation draws its noise.
   *
   * @param seed the seed of the evaluation
   * @return the place of the first batch
   */
  public static NoiseSeed noise(long seed) {
    return new NoiseSeed(seed, EVALUATION_STEPS);
  }

  /**
   * Scores predictions.
   *
   * @param predictions the predictions
   * @param images the images they are for
   * @return the scores
   */
  public static Evaluation of(PredictiveDistribution predictions, LabelledImages images) {
    int examples = predictions.examples();
    return new Evaluation(
        calibration(predictions, images),
        mean(examples, predictions::epistemic),
        mean(examples, predictions::aleatoric),
        mean(examples, predictions::predictiveEntropy),
        mean(examples, predictions::mutualInformation));
  }

  static Calibration calibration(PredictiveDistribution predictions, LabelledImages images) {
    return Calibration.of(predictions, labels(images));
  }

  static int[] labels(LabelledImages images) {
    return IntStream.range(0, images.count()).map(images::label).toArray();
  }

  private static double mean(int examples, IntToDoubleFunction score) {
    double sum = 0;
    for (int i = 0; i < examples; i++) {
      sum += score.applyAsDouble(i);
    }
    return sum / examples;
  }
}
