package org.bcnn.tasks.classification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bcnn.uncertainty.PredictiveDistribution;

/**
 * What a classifier says of one image, and how sure it is, by softmax.
 *
 * @param classes all classes, the most probable first
 * @param predictiveEntropy nats, from 0 to the logarithm of the number of classes
 * @param mutualInformation between label and weights, nats
 * @param epistemic the trace of the epistemic covariance (Kwon et al. 2018)
 * @param aleatoric the trace of the aleatoric covariance (Kwon et al. 2018)
 */
public record ImagePrediction(
    List<ClassProbability> classes,
    double predictiveEntropy,
    double mutualInformation,
    double epistemic,
    double aleatoric) {
  /** Copies the list. */
  public ImagePrediction {
    classes = List.copyOf(classes);
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("a prediction needs at least one class");
    }
  }

  /**
   * A class and its probability.
   *
   * @param name the name of the class
   * @param probability p̄, the mean over draws
   */
  public record ClassProbability(String name, double probability) {}

  /** Takes what a distribution says of one example. */
  static ImagePrediction of(
      PredictiveDistribution predictions, int example, List<String> classNames) {
    List<ClassProbability> classes = new ArrayList<>();
    for (int label = 0; label < predictions.classes(); label++) {
      classes.add(new ClassProbability(classNames.get(label), predictions.mean(example, label)));
    }
    classes.sort(Comparator.comparingDouble(ClassProbability::probability).reversed());
    return new ImagePrediction(
        classes,
        predictions.predictiveEntropy(example),
        predictions.mutualInformation(example),
        predictions.epistemic(example),
        predictions.aleatoric(example));
  }

  /**
   * Returns the most probable class.
   *
   * @return its name and probability
   */
  public ClassProbability best() {
    return classes.get(0);
  }

  /**
   * Answers, unless the prediction is too unsure.
   *
   * @param highestEntropy the highest predictive entropy that is answered, in nats
   * @return the name of the most probable class, or empty for "not sure"
   */
  public Optional<String> answer(double highestEntropy) {
    return predictiveEntropy <= highestEntropy ? Optional.of(best().name()) : Optional.empty();
  }
}
