package org.bcnn.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReliabilityDiagramTest {
  /** 0.75 (right) and 0.7 (wrong) are in [10/15, 11/15) and [11/15, 12/15); 1 is in the last. */
  @Test
  void byHand() {
    PredictiveDistribution p =
        PredictiveDistribution.ofProbabilities(
            1, 4, 2, new double[] {0.75, 0.25, 0.7, 0.3, 0.72, 0.28, 0, 1});
    ReliabilityDiagram diagram = ReliabilityDiagram.of(p, new int[] {0, 1, 0, 1});
    assertEquals(15, diagram.bins().size());
    ReliabilityDiagram.Bin bin = diagram.bins().get(10);
    assertEquals(2, bin.examples());
    assertEquals(0.71, bin.confidence(), 1e-15);
    assertEquals(0.5, bin.accuracy());
    assertEquals(
        new ReliabilityDiagram.Bin(11 / 15.0, 12 / 15.0, 1, 0.75, 1), diagram.bins().get(11));
    assertEquals(new ReliabilityDiagram.Bin(14 / 15.0, 1, 1, 1, 1), diagram.bins().get(14));
    assertTrue(Double.isNaN(diagram.bins().get(0).accuracy()), "there is nothing in it");
    assertEquals((2 * 0.21 + 0.25) / 4, diagram.expectedCalibrationError(), 1e-15);
  }

  /**
   * The four predictions in two parts, of three and one, of which the last lands in the bin of the
   * third: (0.7 + 0.72) / 2 with one right, and 0.72 once more with a wrong one.
   */
  @Test
  void pooledIsThatOfAllExamples() {
    double[] first = {0.75, 0.25, 0.7, 0.3, 0.72, 0.28};
    double[] second = {0.72, 0.28, 0, 1};
    ReliabilityDiagram pooled =
        ReliabilityDiagram.pooled(
            List.of(
                ReliabilityDiagram.of(
                    PredictiveDistribution.ofProbabilities(1, 3, 2, first), new int[] {0, 1, 0}),
                ReliabilityDiagram.of(
                    PredictiveDistribution.ofProbabilities(1, 2, 2, second), new int[] {1, 1})));
    ReliabilityDiagram.Bin bin = pooled.bins().get(10);
    assertEquals(3, bin.examples());
    assertEquals((0.7 + 0.72 + 0.72) / 3, bin.confidence(), 1e-15);
    assertEquals(1 / 3.0, bin.accuracy(), 1e-15);
    assertEquals(
        new ReliabilityDiagram.Bin(11 / 15.0, 12 / 15.0, 1, 0.75, 1), pooled.bins().get(11));
    assertEquals(new ReliabilityDiagram.Bin(14 / 15.0, 1, 1, 1, 1), pooled.bins().get(14));
    assertEquals(0, pooled.bins().get(0).examples());
    assertTrue(Double.isNaN(pooled.bins().get(0).confidence()), "there is nothing in either");
    assertEquals((3 * (2.14 / 3 - 1 / 3.0) + 0.25) / 5, pooled.expectedCalibrationError(), 1e-15);
  }

  @Test
  void otherBinsAreNotPooled() {
    ReliabilityDiagram whole =
        new ReliabilityDiagram(List.of(new ReliabilityDiagram.Bin(0, 1, 1, 0.5, 1)));
    ReliabilityDiagram half =
        new ReliabilityDiagram(List.of(new ReliabilityDiagram.Bin(0, 0.5, 1, 0.5, 1)));
    ReliabilityDiagram none = new ReliabilityDiagram(List.of());
    assertEquals(whole, ReliabilityDiagram.pooled(List.of(whole)));
    List<ReliabilityDiagram> otherEdges = List.of(whole, half);
    List<ReliabilityDiagram> otherNumber = List.of(whole, none);
    assertThrows(IllegalArgumentException.class, () -> ReliabilityDiagram.pooled(otherEdges));
    assertThrows(IllegalArgumentException.class, () -> ReliabilityDiagram.pooled(otherNumber));
    assertThrows(IllegalArgumentException.class, () -> ReliabilityDiagram.pooled(List.of()));
  }

  @Test
  void agreesWithSelectingByEdges() {
    RandomPredictions data = new RandomPredictions("reliability", 4, 2000, 5, 1.5);
    PredictiveDistribution p = data.distribution();
    int all = 0;
    for (ReliabilityDiagram.Bin bin : ReliabilityDiagram.of(p, data.labels).bins()) {
      int[] inside =
          IntStream.range(0, 2000)
              .filter(i -> p.mean(i, p.predictedClass(i)) >= bin.lower())
              .filter(i -> p.mean(i, p.predictedClass(i)) < bin.upper() || bin.upper() == 1)
              .toArray();
      all += bin.examples();
      assertEquals(inside.length, bin.examples());
      if (inside.length > 0) {
        assertEquals(
            IntStream.of(inside)
                .mapToDouble(i -> p.mean(i, p.predictedClass(i)))
                .average()
                .orElse(2),
            bin.confidence(),
            1e-12);
        assertEquals(
            IntStream.of(inside)
                .mapToDouble(i -> p.predictedClass(i) == data.labels[i] ? 1 : 0)
                .average()
                .orElse(2),
            bin.accuracy(),
            1e-12);
      }
    }
    assertEquals(2000, all);
  }
}
