package org.bcnn.uncertainty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  /** Labels 0 0 0 1, predicted 0 2 0 0; nothing is of class 2. */
  @Test
  void byHand() {
    double[] rows = {1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0};
    ConfusionMatrix matrix =
        ConfusionMatrix.of(
            PredictiveDistribution.ofProbabilities(1, 4, 3, rows), new int[] {0, 0, 0, 1});
    assertArrayEquals(new int[][] {{2, 0, 1}, {1, 0, 0}, {0, 0, 0}}, matrix.counts());
    assertEquals(1, matrix.count(0, 2));
    assertEquals(0, matrix.count(2, 0));
    assertEquals(2 / 3.0, matrix.recall(0));
    assertEquals(2 / 3.0, matrix.precision(0));
    assertEquals(0, matrix.recall(1));
    assertTrue(Double.isNaN(matrix.recall(2)));
    assertTrue(Double.isNaN(matrix.precision(1)));
    assertThrows(IndexOutOfBoundsException.class, () -> matrix.count(3, 0));
  }

  @Test
  void agreesWithCounting() {
    RandomPredictions data = new RandomPredictions("confusion", 2, 500, 4, 1);
    PredictiveDistribution p = data.distribution();
    ConfusionMatrix matrix = ConfusionMatrix.of(p, data.labels);
    double right = 0;
    for (int label = 0; label < 4; label++) {
      right += matrix.count(label, label);
      for (int predicted = 0; predicted < 4; predicted++) {
        int row = label;
        int column = predicted;
        assertEquals(
            IntStream.range(0, 500)
                .filter(i -> data.labels[i] == row && p.predictedClass(i) == column)
                .count(),
            matrix.count(label, predicted));
      }
    }
    assertEquals(Calibration.of(p, data.labels).accuracy(), right / 500);
  }
}
