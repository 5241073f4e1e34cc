package org.bcnn.uncertainty;

import java.util.ArrayList;
import java.util.List;

/**
 * Accuracy against confidence, the probability of the predicted class, in equal bins (DeGroot and
 * Fienberg 1983; Guo et al. 2017). Perfectly calibrated predictions are on the diagonal.
 *
 * @param bins the bins, from confidence 0 to 1
 */
public record ReliabilityDiagram(List<Bin> bins) {
  /** The number of bins. */
  public static final int BINS = 15;

  /** Copies the bins. */
  public ReliabilityDiagram {
    bins = List.copyOf(bins);
  }

  /**
   * The examples of a bin, which contains its lower edge, the last one both.
   *
   * @param lower its lower edge
   * @param upper its upper edge
   * @param examples how many there are
   * @param confidence their mean confidence; NaN if there are none
   * @param accuracy the share of them whose predicted class is the label; NaN if there are none
   */
  public record Bin(double lower, double upper, int examples, double confidence, double accuracy) {
    private Bin with(Bin other) {
      if (lower != other.lower || upper != other.upper) {
        throw new IllegalArgumentException(
            String.format(
                "bins from %s to %s and from %s to %s cannot be pooled",
                lower, upper, other.lower, other.upper));
      }
      // What is NaN is the mean of no examples, which no weight can take away.
      if (examples == 0 || other.examples == 0) {
        return examples == 0 ? other : this;
      }
      double all = (double) examples + other.examples;
      return new Bin(
          lower,
          upper,
          Math.addExact(examples, other.examples),
          (examples * confidence + other.examples * other.confidence) / all,
          (examples * accuracy + other.examples * other.accuracy) / all);
    }
  }

  /**
   * Makes the diagram of predictions.
   *
   * @param predictions the predictions
   * @param labels the label of each example
   * @return the diagram
   * @throws IllegalArgumentException if there are no examples, the counts differ or a label is not
   *     one of the classes
   */
  public static ReliabilityDiagram of(PredictiveDistribution predictions, int[] labels) {
    Labels.check(predictions, labels);
    int[] examples = new int[BINS];
    double[] confidence = new double[BINS];
    int[] correct = new int[BINS];
    for (int i = 0; i < labels.length; i++) {
      int predicted = predictions.predictedClass(i);
      double p = predictions.mean(i, predicted);
      int bin = Math.min(BINS - 1, (int) (p * BINS));
      examples[bin]++;
      confidence[bin] += p;
      correct[bin] += predicted == labels[i] ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      double count = examples[bin];
      bins.add(
          new Bin(
              (double) bin / BINS,
              (bin + 1.0) / BINS,
              examples[bin],
              confidence[bin] / count,
              correct[bin] / count));
    }
    return new ReliabilityDiagram(bins);
  }

  /**
   * Takes the examples of several diagrams together.
   *
   * @param diagrams the diagrams, at least one, all of the same bins
   * @return the diagram of all their examples
   * @throws IllegalArgumentException if there are none, or their bins differ
   */
  public static ReliabilityDiagram pooled(List<ReliabilityDiagram> diagrams) {
    if (diagrams.isEmpty()) {
      throw new IllegalArgumentException("there are no reliability diagrams to pool");
    }
    List<Bin> pooled = diagrams.get(0).bins;
    for (ReliabilityDiagram diagram : diagrams.subList(1, diagrams.size())) {
      if (diagram.bins.size() != pooled.size()) {
        throw new IllegalArgumentException(
            "diagrams of "
                + pooled.size()
                + " and "
                + diagram.bins.size()
                + " bins cannot be pooled");
      }
      List<Bin> both = new ArrayList<>();
      for (int bin = 0; bin < pooled.size(); bin++) {
        both.add(pooled.get(bin).with(diagram.bins.get(bin)));
      }
      pooled = both;
    }
    return new ReliabilityDiagram(pooled);
  }

  /**
   * Returns the expected calibration error (Naeini et al. 2015).
   *
   * @return the mean gap between confidence and accuracy, weighted by the examples of each bin
   */
  public double expectedCalibrationError() {
    double gap = 0;
    long examples = 0;
    for (Bin bin : bins) {
      if (bin.examples() > 0) {
        gap += bin.examples() * Math.abs(bin.confidence() - bin.accuracy());
        examples += bin.examples();
      }
    }
    return gap / examples;
  }
}
