package org.bcnn.tasks.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.bcnn.uncertainty.PredictiveDistribution;
import org.junit.jupiter.api.Test;

class ImagePredictionTest {
  /** Two draws of three classes for the second of two images. */
  private static final PredictiveDistribution DRAWN =
      PredictiveDistribution.ofProbabilities(
          2, 2, 3, new double[] {1, 0, 0, 0.25, 0.5, 0.25, 1, 0, 0, 0, 0.5, 0.5});

  @Test
  void byHand() {
    ImagePrediction prediction = ImagePrediction.of(DRAWN, 1, List.of("a", "b", "c"));
    assertEquals(
        List.of(
            new ImagePrediction.ClassProbability("b", 0.5),
            new ImagePrediction.ClassProbability("c", 0.375),
            new ImagePrediction.ClassProbability("a", 0.125)),
        prediction.classes());
    double entropy = -0.5 * Math.log(0.5) - 0.375 * Math.log(0.375) - 0.125 * Math.log(0.125);
    double expected = (1.5 * Math.log(2) + Math.log(2)) / 2;
    assertEquals(entropy, prediction.predictiveEntropy(), 1e-15);
    assertEquals(entropy - expected, prediction.mutualInformation(), 1e-15);
    assertEquals(2 * 0.125 * 0.125, prediction.epistemic(), 1e-15);
    assertEquals(Optional.of("b"), prediction.answer(prediction.predictiveEntropy()));
    assertEquals(Optional.empty(), prediction.answer(entropy - 1e-9));
  }

  @Test
  void ofEquallyProbableClassesTheFirstIsFirst() {
    PredictiveDistribution even =
        PredictiveDistribution.ofProbabilities(1, 1, 2, new double[] {0.5, 0.5});
    assertEquals("x", ImagePrediction.of(even, 0, List.of("x", "y")).best().name());
  }
}
