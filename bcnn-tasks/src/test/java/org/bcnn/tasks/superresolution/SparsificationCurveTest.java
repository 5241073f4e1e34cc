package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.junit.jupiter.api.Test;

class SparsificationCurveTest {
  /**
   * Four pixels: a quarter is removed with each fifth step. By uncertainty the errors 1, 4, 2 and 3
   * go in the order 4, 3, 1, 2; the oracle removes 4, 3, 2, 1.
   */
  @Test
  void fourPixelsByHand() {
    double[] uncertainty = {0.2, 0.9, 0.1, 0.5};
    double[] errors = {1, -4, 2, 3};
    List<SparsificationCurve.Point> points = SparsificationCurve.of(uncertainty, errors).points();
    assertEquals(20, points.size());
    assertPoint(points.get(0), 0, 30.0 / 4, 30.0 / 4);
    assertPoint(points.get(4), 0, 30.0 / 4, 30.0 / 4);
    assertPoint(points.get(5), 0.25, 14.0 / 3, 14.0 / 3);
    assertPoint(points.get(10), 0.5, 5.0 / 2, 5.0 / 2);
    assertPoint(points.get(15), 0.75, 4, 1);
    double expected = 0.5 * 0.25 * (2 - 1) / Math.sqrt(7.5);
    assertEquals(expected, SparsificationCurve.of(uncertainty, errors).ause(), 1e-12);
  }

  private static void assertPoint(
      SparsificationCurve.Point point, double removed, double square, double oracle) {
    assertEquals(removed, point.removed(), 1e-12);
    assertEquals(Math.sqrt(square), point.error(), 1e-12);
    assertEquals(Math.sqrt(oracle), point.oracle(), 1e-12);
  }

  @Test
  void aPerfectUncertaintyHasNoArea() {
    double[] errors = {0.5, -0.1, 0, 0.3, -0.3, 0.7, 0.2, 0.1};
    double[] uncertainty = Arrays.stream(errors).map(e -> 10 + Math.abs(e)).toArray();
    assertEquals(0, SparsificationCurve.of(uncertainty, errors).ause(), 1e-12);
    assertEquals(0, SparsificationCurve.of(new double[] {1, 2}, new double[2]).ause());
  }

  /** Equal uncertainties order nothing: whichever pixels go, the expected square stays. */
  @Test
  void anUncertaintyThatSaysNothingIsRandom() {
    SparsificationCurve curve =
        SparsificationCurve.of(new double[] {3, 3, 3, 3}, new double[] {1, 2, 3, 4});
    for (SparsificationCurve.Point point : curve.points()) {
      assertEquals(Math.sqrt(7.5), point.error(), 1e-12);
      assertEquals(curve.random(), point.error(), 1e-12);
    }
    assertTrue(curve.ause() > 0);
  }

  /** Two of three tied pixels are left: two thirds of the sum of their squares are. */
  @Test
  void tiesAreRemovedOnAverage() {
    double[] uncertainty = {1, 2, 2, 2};
    SparsificationCurve curve = SparsificationCurve.of(uncertainty, new double[] {5, 1, 2, 3});
    assertPoint(curve.points().get(5), 0.25, (25 + 14 * 2.0 / 3) / 3, (1 + 4 + 9) / 3.0);
  }

  /** The same by sorting objects and adding up from the start each time. */
  @Test
  void manyPixelsByAnotherWay() {
    RandomStream random = RandomStream.at(new NoiseAddress(2, 0, "sparsification", 0));
    int pixels = 1_234;
    double[] uncertainty = new double[pixels];
    double[] errors = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      uncertainty[i] = 0.1 + random.nextDouble();
      errors[i] = uncertainty[i] * random.nextGaussian();
    }
    SparsificationCurve curve = SparsificationCurve.of(uncertainty, errors);
    for (SparsificationCurve.Point point : curve.points()) {
      long left = Math.round(pixels * (1 - point.removed()));
      assertEquals(least(uncertainty, errors, left), point.error(), 1e-12);
      assertEquals(least(magnitudes(errors), errors, left), point.oracle(), 1e-12);
      assertTrue(point.error() >= point.oracle() - 1e-12);
    }
    assertTrue(curve.ause() > 0.05 && curve.ause() < 0.6, "area " + curve.ause());
  }

  private static double[] magnitudes(double[] errors) {
    return Arrays.stream(errors).map(Math::abs).toArray();
  }

  private static double least(double[] scores, double[] errors, long left) {
    return Math.sqrt(
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .limit(left)
            .mapToDouble(i -> errors[i] * errors[i])
            .average()
            .orElseThrow());
  }

  @Test
  void saysWhatIsWrong() {
    assertThrows(
        IllegalArgumentException.class, () -> SparsificationCurve.of(new double[0], new double[0]));
    assertThrows(
        IllegalArgumentException.class, () -> SparsificationCurve.of(new double[1], new double[2]));
    assertThrows(IllegalArgumentException.class, () -> new SparsificationCurve(List.of()));
  }
}
