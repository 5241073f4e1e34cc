package org.bcnn.uncertainty;

import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;

/** Log probabilities {@code [draws, examples, classes]} of random logits, and random labels. */
final class RandomPredictions {
  final int draws;
  final int examples;
  final int classes;
  final float[] logProbabilities;
  final int[] labels;

  RandomPredictions(String name, int draws, int examples, int classes, double spread) {
    this.draws = draws;
    this.examples = examples;
    this.classes = classes;
    this.logProbabilities = new float[draws * examples * classes];
    this.labels = new int[examples];
    RandomStream stream = RandomStream.at(new NoiseAddress(5, 0, "predictions/" + name, 0));
    double[] logits = new double[classes];
    for (int row = 0; row < draws * examples; row++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        logits[c] = spread * stream.nextGaussian();
        sum += Math.exp(logits[c]);
      }
      for (int c = 0; c < classes; c++) {
        logProbabilities[row * classes + c] = (float) (logits[c] - Math.log(sum));
      }
    }
    for (int i = 0; i < examples; i++) {
      labels[i] = stream.nextInt(classes);
    }
  }

  PredictiveDistribution distribution() {
    return PredictiveDistribution.ofLogProbabilities(draws, examples, classes, logProbabilities);
  }

  /** The probability by the definition, without the class under test. */
  double probability(int draw, int example, int label) {
    return Math.exp(logProbabilities[(draw * examples + example) * classes + label]);
  }
}
