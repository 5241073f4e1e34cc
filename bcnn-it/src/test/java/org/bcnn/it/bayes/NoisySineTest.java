package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Noise is fixed and the engine has one thread, so a run always ends alike. */
class NoisySineTest {
  /** From −4 to 4 in steps of 0.25; the data are from −2 to 2. */
  private static final double[] PLACES = new double[33];

  private static NoisySine.Prediction predicted;

  @BeforeAll
  static void train() {
    for (int i = 0; i < PLACES.length; i++) {
      PLACES[i] = -4 + 0.25 * i;
    }
    predicted = new NoisySine().predict("tf", PLACES);
  }

  private static int at(double x) {
    return (int) Math.round(4 * (x + 4));
  }

  @Test
  void meanFollowsTheSineOnTheData() {
    for (double x = -2; x <= 2; x += 0.25) {
      assertEquals(NoisySine.sine(x), predicted.mean()[at(x)], 0.2, "mean at " + x);
    }
  }

  /** The deviation of the noise is found to half of it, large in the middle and small around. */
  @Test
  void aleatoricUncertaintyIsTheNoiseOnTheData() {
    for (double x = -1.75; x <= 1.75; x += 0.25) {
      double ratio = predicted.aleatoric()[at(x)] / NoisySine.noise(x);
      assertTrue(ratio > 0.67 && ratio < 1.5, "noise at " + x + ": " + ratio + " of the true");
    }
    assertTrue(predicted.aleatoric()[at(0)] > 2 * predicted.aleatoric()[at(1.75)]);
    assertTrue(predicted.aleatoric()[at(0)] > 2 * predicted.aleatoric()[at(-1.75)]);
  }

  @Test
  void epistemicUncertaintyGrowsOffTheData() {
    double[] epistemic = predicted.epistemic();
    for (double x = 2; x < 4; x += 0.25) {
      assertTrue(epistemic[at(x + 0.25)] > epistemic[at(x)], "right of " + x);
      assertTrue(epistemic[at(-x - 0.25)] > epistemic[at(-x)], "left of " + -x);
    }
    for (double edge : new double[] {-2, 2}) {
      assertTrue(epistemic[at(2 * edge)] > 2 * epistemic[at(edge)], "beyond " + edge);
      assertTrue(epistemic[at(2 * edge)] > 5 * epistemic[at(0)], "beyond " + edge);
    }
  }

  @Test
  void aleatoricUncertaintyDoesNotGrowOffTheData() {
    double[] aleatoric = predicted.aleatoric();
    for (double edge : new double[] {-2, 2}) {
      double ratio = aleatoric[at(2 * edge)] / aleatoric[at(edge)];
      assertTrue(ratio < 1.3, "noise beyond " + edge + ": " + ratio);
      assertTrue(aleatoric[at(2 * edge)] < aleatoric[at(0)]);
    }
  }
}
