package org.bcnn.tasks.classification;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.uncertainty.Detection;
import org.bcnn.uncertainty.Logits;
import org.bcnn.uncertainty.Normalisation;
import org.bcnn.uncertainty.PredictiveDistribution;
import org.bcnn.uncertainty.UncertaintyScore;

/**
 * How well each score of uncertainty tells images of another kind from those of the test set.
 *
 * @param images how many images of the other kind there are
 * @param predictiveEntropy by the entropy of softmax predictions
 * @param mutualInformation by the mutual information of label and weights under softmax
 * @param epistemic by the epistemic variance of softmax probabilities
 * @param maxProbability by what the most probable class leaves to the others, under softmax
 * @param epistemicSoftplus by the epistemic variance of softplus-normalised probabilities
 */
public record OutOfDistribution(
    int images,
    Detection predictiveEntropy,
    Detection mutualInformation,
    Detection epistemic,
    Detection maxProbability,
    Detection epistemicSoftplus) {
  /**
   * Compares predictions.
   *
   * @param inside predictions for the test set
   * @param outside predictions for images of another kind
   * @return how well they are told apart
   * @throws IllegalArgumentException if there are none of either
   */
  public static OutOfDistribution of(Logits inside, Logits outside) {
    PredictiveDistribution in = inside.distribution(Normalisation.SOFTMAX);
    PredictiveDistribution out = outside.distribution(Normalisation.SOFTMAX);
    return new OutOfDistribution(
        outside.examples(),
        UncertaintyScore.PREDICTIVE_ENTROPY.detection(in, out),
        UncertaintyScore.MUTUAL_INFORMATION.detection(in, out),
        UncertaintyScore.EPISTEMIC.detection(in, out),
        UncertaintyScore.MAX_PROBABILITY.detection(in, out),
        UncertaintyScore.EPISTEMIC.detection(
            inside.distribution(Normalisation.SOFTPLUS),
            outside.distribution(Normalisation.SOFTPLUS)));
  }

  /**
   * Lists the scores.
   *
   * @return each by its name here, the one to prefer first
   */
  public Map<String, Detection> byName() {
    Map<String, Detection> detections = new LinkedHashMap<>();
    detections.put("predictiveEntropy", predictiveEntropy);
    detections.put("mutualInformation", mutualInformation);
    detections.put("epistemic", epistemic);
    detections.put("maxProbability", maxProbability);
    detections.put("epistemicSoftplus", epistemicSoftplus);
    return detections;
  }
}
