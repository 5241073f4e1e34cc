package org.bcnn.tasks.classification;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.bcnn.uncertainty.Logits;
import org.bcnn.uncertainty.Normalisation;
import org.bcnn.uncertainty.PredictiveDistribution;

/**
 * What is predicted of each image and how sure that is, without the draws, so that the memory does
 * not grow with their number. Immutable and thread-safe.
 */
public final class ImageScores {
  private final int classes;
  private final int[] predicted;

  /** p̄, {@code [images, classes]}. */
  private final double[] means;

  private final Map<ImageScore, double[]> scores;

  private ImageScores(
      int classes, int[] predicted, double[] means, Map<ImageScore, double[]> scores) {
    this.classes = classes;
    this.predicted = predicted;
    this.means = means;
    this.scores = scores;
  }

  /**
   * Scores predictions.
   *
   * @param logits the predictions
   * @return the scores of each image
   */
  public static ImageScores of(Logits logits) {
    Map<ImageScore, double[]> scores = new EnumMap<>(ImageScore.class);
    PredictiveDistribution softmax = logits.distribution(Normalisation.SOFTMAX);
    put(scores, Normalisation.SOFTMAX, softmax);
    put(scores, Normalisation.SOFTPLUS, logits.distribution(Normalisation.SOFTPLUS));
    int[] predicted = new int[softmax.examples()];
    double[] means = new double[softmax.examples() * softmax.classes()];
    for (int image = 0; image < predicted.length; image++) {
      predicted[image] = softmax.predictedClass(image);
      for (int label = 0; label < softmax.classes(); label++) {
        means[image * softmax.classes() + label] = softmax.mean(image, label);
      }
    }
    return new ImageScores(softmax.classes(), predicted, means, scores);
  }

  private static void put(
      Map<ImageScore, double[]> scores, Normalisation by, PredictiveDistribution distribution) {
    for (ImageScore score : ImageScore.values()) {
      if (score.normalisation() == by) {
        scores.put(score, score.score().of(distribution));
      }
    }
  }

  /**
   * Returns how many images there are.
   *
   * @return the count
   */
  public int images() {
    return predicted.length;
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
   * Returns the most probable class of an image.
   *
   * @param image the image
   * @return the class
   */
  public int predicted(int image) {
    return predicted[image];
  }

  /**
   * Returns the probability of a class.
   *
   * @param image the image
   * @param label the class
   * @return p̄ under softmax, the mean over draws
   */
  public double probability(int image, int label) {
    Objects.checkIndex(label, classes);
    return means[image * classes + label];
  }

  /**
   * Returns the probability of the most probable class.
   *
   * @param image the image
   * @return max p̄ under softmax
   */
  public double confidence(int image) {
    return probability(image, predicted[image]);
  }

  /**
   * Returns a score of an image.
   *
   * @param score the score
   * @param image the image
   * @return its value, high where the prediction is unsure
   */
  public double value(ImageScore score, int image) {
    return scores.get(score)[image];
  }

  /**
   * Returns a score of all images.
   *
   * @param score the score
   * @return its values, a copy
   */
  public double[] values(ImageScore score) {
    return scores.get(score).clone();
  }
}
