package org.bcnn.uncertainty;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The accuracy of what is answered when the least sure examples are refused (selective
 * classification; El-Yaniv and Wiener 2010): a point for every threshold that a score of
 * uncertainty allows, from the strictest to the one that answers everything. Examples with the same
 * score are answered or refused together.
 *
 * @param points the points, by rising threshold, at least one
 */
public record RejectionCurve(List<Point> points) {
  /** Copies the points. */
  public RejectionCurve {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a rejection curve needs at least one point");
    }
  }

  /**
   * What answering up to a threshold gives.
   *
   * @param threshold the highest uncertainty that is answered
   * @param coverage the share of the examples that are answered, more than 0
   * @param accuracy the share of the answers that are right
   */
  public record Point(double threshold, double coverage, double accuracy) {}

  /**
   * Makes a curve.
   *
   * @param uncertainty the score of each example, high where it is unsure
   * @param correct whether the prediction for it is right
   * @return the curve
   * @throws IllegalArgumentException if there are no examples, the counts differ or a score is not
   *     a number
   */
  public static RejectionCurve of(double[] uncertainty, boolean[] correct) {
    int examples = uncertainty.length;
    if (examples == 0 || correct.length != examples) {
      throw new IllegalArgumentException(
          String.format(
              "a rejection curve needs examples with a score each, got %d scores of %d examples",
              examples, correct.length));
    }
    int[] order =
        IntStream.range(0, examples)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> uncertainty[i] + 0.0))
            .mapToInt(i -> i)
            .toArray();
    if (Double.isNaN(uncertainty[order[examples - 1]])) {
      throw new IllegalArgumentException(
          "the score of example " + order[examples - 1] + " is not a number");
    }
    List<Point> points = new ArrayList<>();
    double right = 0;
    for (int i = 0; i < examples; i++) {
      right += correct[order[i]] ? 1 : 0;
      double threshold = uncertainty[order[i]];
      if (i + 1 == examples || uncertainty[order[i + 1]] > threshold) {
        double answered = i + 1.0;
        points.add(new Point(threshold, answered / examples, right / answered));
      }
    }
    return new RejectionCurve(points);
  }

  /**
   * Makes the curve of predictions by their predictive entropy.
   *
   * @param predictions the predictions
   * @param labels the label of each example
   * @return the curve, thresholds in nats
   * @throws IllegalArgumentException if there are no examples, the counts differ or a label is not
   *     one of the classes
   */
  public static RejectionCurve byEntropy(PredictiveDistribution predictions, int[] labels) {
    Labels.check(predictions, labels);
    double[] entropy = new double[labels.length];
    boolean[] correct = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      entropy[i] = predictions.predictiveEntropy(i);
      correct[i] = predictions.predictedClass(i) == labels[i];
    }
    return of(entropy, correct);
  }

  /**
   * Finds the threshold that answers most among those whose answers are accurate enough. On the
   * examples that it was found on it keeps what it promises; on others of the same kind, about.
   *
   * @param accuracy the share of the answers that must be right, from 0 to 1
   * @return the point, or empty if every threshold answers too much wrongly
   */
  public Optional<Point> forAccuracy(double accuracy) {
    return points.stream()
        .filter(point -> point.accuracy() >= accuracy)
        .reduce((narrow, wide) -> wide);
  }

  /**
   * Finds the strictest threshold that answers at least a share of the examples.
   *
   * @param coverage the share, at most 1
   * @return the point
   * @throws IllegalArgumentException if the share is more than 1
   */
  public Point forCoverage(double coverage) {
    return points.stream()
        .filter(point -> point.coverage() >= coverage)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nobody can answer the share " + coverage));
  }
}
