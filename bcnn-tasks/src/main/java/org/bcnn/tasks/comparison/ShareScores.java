package org.bcnn.tasks.comparison;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.tasks.classification.Evaluation;

/**
 * How a network does on the test images that was trained on a share of the training images, with
 * one seed.
 *
 * @param trainExamples how many images it was trained on
 * @param validationExamples how many more images of the share were held back from training
 * @param epochs how many passes over the images there were
 * @param steps how many steps that were
 * @param draws draws a prediction
 * @param evaluation accuracy, calibration and uncertainty on the test images
 * @param trainSeconds how long the training steps took; NaN if unknown
 */
public record ShareScores(
    int trainExamples,
    int validationExamples,
    int epochs,
    long steps,
    int draws,
    Evaluation evaluation,
    double trainSeconds) {

  /**
   * Lists the numbers that may differ from seed to seed.
   *
   * @return each by the name that files have for it
   */
  public Map<String, Double> byName() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("epochs", (double) epochs);
    numbers.put("steps", (double) steps);
    numbers.put("accuracy", evaluation.calibration().accuracy());
    numbers.put("nll", evaluation.calibration().negativeLogLikelihood());
    numbers.put("ece", evaluation.calibration().expectedCalibrationError());
    numbers.put("brier", evaluation.calibration().brier());
    numbers.put("epistemic", evaluation.epistemic());
    numbers.put("aleatoric", evaluation.aleatoric());
    numbers.put("predictiveEntropy", evaluation.predictiveEntropy());
    numbers.put("mutualInformation", evaluation.mutualInformation());
    numbers.put("trainSeconds", trainSeconds);
    return numbers;
  }
}
