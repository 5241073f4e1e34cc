package org.bcnn.uncertainty;

import java.util.function.IntToDoubleFunction;

/**
 * How well a predictive distribution agrees with the labels: proper scores and calibration, each
 * averaged over the examples. Logarithms are taken without underflow: a confident mistake costs
 * what it costs, and infinitely much only where every draw gives the label a probability of 0.
 *
 * @param accuracy the share of examples whose most probable class is the label
 * @param negativeLogLikelihood {@code −log p̄(label)}, in nats per example
 * @param brier {@code Σ_c (p̄_c − [c = label])²}, from 0 to 2 (Brier 1950)
 * @param expectedCalibrationError the mean gap between confidence and accuracy over equal bins of
 *     confidence, weighted by the examples in each (Naeini et al. 2015); a bin contains its lower
 *     edge, the last one both
 */
public record Calibration(
    double accuracy, double negativeLogLikelihood, double brier, double expectedCalibrationError) {
  /** The number of equal bins of confidence. */
  public static final int BINS = ReliabilityDiagram.BINS;

  /**
   * Scores predictions.
   *
   * @param predictions the predictions
   * @param labels the label of each example
   * @return the scores
   * @throws IllegalArgumentException if there are no examples, the counts differ or a label is not
   *     one of the classes
   */
  public static Calibration of(PredictiveDistribution predictions, int[] labels) {
    Labels.check(predictions, labels);
    int examples = predictions.examples();
    double hits = 0;
    for (int i = 0; i < examples; i++) {
      hits += predictions.predictedClass(i) == labels[i] ? 1 : 0;
    }
    return new Calibration(
        hits / examples,
        average(examples, i -> -predictions.logMean(i, labels[i])),
        average(examples, i -> brier(predictions, i, labels[i])),
        ReliabilityDiagram.of(predictions, labels).expectedCalibrationError());
  }

  private static double brier(PredictiveDistribution predictions, int example, int label) {
    double sum = 0;
    for (int c = 0; c < predictions.classes(); c++) {
      double error = predictions.mean(example, c) - (c == label ? 1 : 0);
      sum += error * error;
    }
    return sum;
  }

  private static double average(int examples, IntToDoubleFunction score) {
    double sum = 0;
    for (int i = 0; i < examples; i++) {
      sum += score.applyAsDouble(i);
    }
    return sum / examples;
  }
}
