package org.bcnn.uncertainty;

import java.util.Objects;

/** How often each class is taken for which. Immutable and thread-safe. */
public final class ConfusionMatrix {
  private final int[][] counts;

  private ConfusionMatrix(int[][] counts) {
    this.counts = counts;
  }

  /**
   * Counts predictions.
   *
   * @param predictions the predictions
   * @param labels the label of each example
   * @return the matrix
   * @throws IllegalArgumentException if there are no examples, the counts differ or a label is not
   *     one of the classes
   */
  public static ConfusionMatrix of(PredictiveDistribution predictions, int[] labels) {
    Labels.check(predictions, labels);
    int[][] counts = new int[predictions.classes()][predictions.classes()];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]][predictions.predictedClass(i)]++;
    }
    return new ConfusionMatrix(counts);
  }

  /**
   * Returns the number of classes.
   *
   * @return rows, and columns
   */
  public int classes() {
    return counts.length;
  }

  /**
   * Returns a count.
   *
   * @param label the label, the row
   * @param predicted the predicted class, the column
   * @return how many examples have both
   */
  public int count(int label, int predicted) {
    Objects.checkIndex(label, counts.length);
    Objects.checkIndex(predicted, counts.length);
    return counts[label][predicted];
  }

  /**
   * Returns all counts.
   *
   * @return a copy, {@code [labels, predicted classes]}
   */
  public int[][] counts() {
    int[][] copy = new int[counts.length][];
    for (int label = 0; label < counts.length; label++) {
      copy[label] = counts[label].clone();
    }
    return copy;
  }

  /**
   * Returns the recall of a class.
   *
   * @param label the class
   * @return the share of its examples that are predicted to be of it; NaN if it has none
   */
  public double recall(int label) {
    int examples = 0;
    for (int predicted = 0; predicted < counts.length; predicted++) {
      examples += count(label, predicted);
    }
    return count(label, label) / (double) examples;
  }

  /**
   * Returns the precision of a class.
   *
   * @param predicted the class
   * @return the share of the examples predicted to be of it that are; NaN if there are none
   */
  public double precision(int predicted) {
    int examples = 0;
    for (int label = 0; label < counts.length; label++) {
      examples += count(label, predicted);
    }
    return count(predicted, predicted) / (double) examples;
  }
}
