package org.bcnn.tasks.comparison;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.bcnn.tasks.classification.OutOfDistribution;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.uncertainty.Calibration;
import org.bcnn.uncertainty.Logits;
import org.bcnn.uncertainty.Normalisation;
import org.bcnn.uncertainty.PredictiveDistribution;
import org.bcnn.uncertainty.ReliabilityDiagram;

/**
 * How a contender does with one seed.
 *
 * @param draws draws a prediction, those of all members
 * @param calibration accuracy and calibration on the test images
 * @param reliability accuracy against confidence on the test images
 * @param auroc of each data set of another kind, by its name, the area under the ROC curve of each
 *     score of uncertainty, by the score's name
 * @param parameters how many numbers are trained, those of all members
 * @param trainSeconds how long the training steps took, those of all members; NaN if unknown
 * @param secondsPerImage how long a prediction for a test image takes
 */
public record ContenderScores(
    int draws,
    Calibration calibration,
    ReliabilityDiagram reliability,
    Map<String, Map<String, Double>> auroc,
    long parameters,
    double trainSeconds,
    double secondsPerImage) {
  /** Copies the maps, whose order is kept. */
  public ContenderScores {
    Map<String, Map<String, Double>> copy = new LinkedHashMap<>();
    auroc.forEach(
        (name, scores) -> copy.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(scores))));
    auroc = Collections.unmodifiableMap(copy);
  }

  /**
   * Scores predictions.
   *
   * @param predictions the predictions
   * @param images the test images
   * @param parameters how many numbers are trained
   * @param trainSeconds how long the training steps took
   * @return the scores
   * @throws IllegalArgumentException if the labels are not those of the predictions
   */
  public static ContenderScores of(
      Predictions predictions, LabelledImages images, long parameters, double trainSeconds) {
    Map<String, Map<String, Double>> auroc = new LinkedHashMap<>();
    for (Map.Entry<String, Logits> other : predictions.others().entrySet()) {
      Map<String, Double> scores = new LinkedHashMap<>();
      OutOfDistribution.of(predictions.test(), other.getValue())
          .byName()
          .forEach((score, detection) -> scores.put(score, detection.auroc()));
      auroc.put(other.getKey(), scores);
    }
    PredictiveDistribution softmax = predictions.test().distribution(Normalisation.SOFTMAX);
    int[] labels = IntStream.range(0, images.count()).map(images::label).toArray();
    return new ContenderScores(
        predictions.test().draws(),
        Calibration.of(softmax, labels),
        ReliabilityDiagram.of(softmax, labels),
        auroc,
        parameters,
        trainSeconds,
        predictions.seconds() / images.count());
  }

  /**
   * Lists what does not depend on other data sets.
   *
   * @return each number by the name that files have for it
   */
  public Map<String, Double> byName() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("accuracy", calibration.accuracy());
    numbers.put("nll", calibration.negativeLogLikelihood());
    numbers.put("ece", calibration.expectedCalibrationError());
    numbers.put("brier", calibration.brier());
    numbers.put("trainSeconds", trainSeconds);
    numbers.put("secondsPerImage", secondsPerImage);
    return numbers;
  }
}
