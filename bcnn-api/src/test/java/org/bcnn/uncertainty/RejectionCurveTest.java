package org.bcnn.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RejectionCurveTest {
  private static final RejectionCurve.Point ALL = new RejectionCurve.Point(0.9, 1, 0.6);

  /** By rising score: right (0.1), right and wrong (0.5), right (0.7), wrong (0.9). */
  private static final RejectionCurve CURVE =
      RejectionCurve.of(
          new double[] {0.5, 0.9, 0.1, 0.7, 0.5}, new boolean[] {true, false, true, true, false});

  @Test
  void byHand() {
    assertEquals(
        List.of(
            new RejectionCurve.Point(0.1, 0.2, 1),
            new RejectionCurve.Point(0.5, 0.6, 2 / 3.0),
            new RejectionCurve.Point(0.7, 0.8, 0.75),
            ALL),
        CURVE.points());
  }

  /** 3/4 is reached at 0.7 again, after 2/3 at 0.5 and 1 at 0.1: the widest counts. */
  @Test
  void thresholdForAnAccuracyAnswersMost() {
    assertEquals(0.7, CURVE.forAccuracy(0.75).orElseThrow().threshold());
    assertEquals(0.1, CURVE.forAccuracy(0.76).orElseThrow().threshold());
    assertEquals(ALL, CURVE.forAccuracy(0.5).orElseThrow());
    RejectionCurve wrong = RejectionCurve.of(new double[] {1, 2}, new boolean[] {false, true});
    assertEquals(Optional.empty(), wrong.forAccuracy(0.9));
  }

  @Test
  void coverageIsAtLeastWhatIsAsked() {
    assertEquals(0.6, CURVE.forCoverage(0.21).coverage());
    assertEquals(0.2, CURVE.forCoverage(0).coverage());
    assertEquals(ALL, CURVE.forCoverage(1));
    assertThrows(IllegalArgumentException.class, () -> CURVE.forCoverage(1.1));
  }

  /** At every example's own entropy as the threshold, what is answered is counted again. */
  @Test
  void agreesWithCounting() {
    RandomPredictions data = new RandomPredictions("rejection", 3, 200, 4, 1.5);
    PredictiveDistribution p = data.distribution();
    RejectionCurve curve = RejectionCurve.byEntropy(p, data.labels);
    assertEquals(200, curve.points().size());
    for (RejectionCurve.Point point : curve.points()) {
      int[] answered =
          IntStream.range(0, 200)
              .filter(i -> p.predictiveEntropy(i) <= point.threshold())
              .toArray();
      double right =
          IntStream.of(answered).filter(i -> p.predictedClass(i) == data.labels[i]).count();
      assertEquals(answered.length / 200.0, point.coverage(), 1e-15);
      assertEquals(right / answered.length, point.accuracy(), 1e-15);
    }
    assertEquals(Calibration.of(p, data.labels).accuracy(), curve.forCoverage(1).accuracy());
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThrows(
        IllegalArgumentException.class,
        () -> RejectionCurve.of(new double[] {1}, new boolean[] {true, true}));
    assertThrows(
        IllegalArgumentException.class, () -> RejectionCurve.of(new double[0], new boolean[0]));
    assertThrows(
        IllegalArgumentException.class,
        () -> RejectionCurve.of(new double[] {Double.NaN, 1}, new boolean[] {true, true}));
  }
}
