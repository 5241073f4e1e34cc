package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.image.Plane;
import org.junit.jupiter.api.Test;

class SuperResolutionScoresTest {
  private static Plane plane(int height, int width, double level) {
    return new Plane(height, width, new double[height * width]).map(any -> level);
  }

  private static PixelPrediction prediction(Plane mean, double epistemic, double aleatoric) {
    return new PixelPrediction(
        mean,
        plane(mean.height(), mean.width(), epistemic),
        plane(mean.height(), mean.width(), aleatoric));
  }

  /**
   * An error of 0.1 everywhere and a deviation of sqrt(0.0036 + 0.0064) = 0.1: half a nat of error,
   * ln 0.1 and ln sqrt(2 π).
   */
  @Test
  void anEvenPictureByHand() {
    Plane truth = plane(15, 17, 0.5);
    SuperResolutionScores scores =
        SuperResolutionScores.of(prediction(plane(15, 17, 0.6), 0.0036, 0.0064), truth, 2);
    assertEquals(0.5 + Math.log(0.1) + 0.9189385332, scores.nll(), 1e-9);
    assertEquals(1, scores.coverage90());
    assertEquals(Double.NaN, scores.rankCorrelation());
    assertEquals(0, scores.ause(), 1e-12);
    assertEquals(0.06, scores.epistemicDeviation(), 1e-12);
    assertEquals(0.08, scores.aleatoricDeviation(), 1e-12);
    assertEquals(20, scores.fidelity().unroundedPsnr(), 1e-9);
    // 153 of 255 against 127.5, which is rounded to the even 128
    assertEquals(20 * Math.log10(255.0 / 25), scores.fidelity().psnr(), 1e-9);
  }

  /** In levels up to 255 the density is 255 times less: ln 255 nats more. */
  @Test
  void theUnitOfTheDensityIsAsDocumented() {
    double nll =
        SuperResolutionScores.of(
                prediction(plane(11, 11, 0.6), 0.0036, 0.0064), plane(11, 11, 0.5), 0)
            .nll();
    double density = Math.exp(-0.5) / Math.sqrt(2 * Math.PI) / (0.1 * 255);
    assertEquals(-Math.log(density), nll + Math.log(255), 1e-9);
  }

  /** 1.6448 deviations are inside the interval, 1.6449 are not. */
  @Test
  void theIntervalEndsWhereTheNormalDistributionHasNinetyPercent() {
    Plane truth = plane(11, 11, 0);
    PixelPrediction inside = prediction(plane(11, 11, 0.16448), 0.0036, 0.0064);
    PixelPrediction outside = prediction(plane(11, 11, -0.16449), 0.0036, 0.0064);
    assertEquals(1, SuperResolutionScores.of(inside, truth, 0).coverage90());
    assertEquals(0, SuperResolutionScores.of(outside, truth, 0).coverage90());
  }

  /** What is in the border counts for nothing. */
  @Test
  void theBorderIsLeftOutOfEverything() {
    Plane truth = plane(17, 19, 0.5);
    PixelPrediction clean = noisy(17, 19, 0.02, 3);
    double[] spoiled = clean.mean().levels().clone();
    double[] variance = clean.epistemic().levels().clone();
    for (int i = 0; i < spoiled.length; i++) {
      int row = i / 19;
      int column = i % 19;
      if (row < 3 || column < 3 || row >= 14 || column >= 16) {
        spoiled[i] = 9;
        variance[i] = 7;
      }
    }
    PixelPrediction other =
        new PixelPrediction(
            new Plane(17, 19, spoiled), new Plane(17, 19, variance), clean.aleatoric());
    assertEquals(
        SuperResolutionScores.of(clean, truth, 3), SuperResolutionScores.of(other, truth, 3));
    assertEquals(
        SuperResolutionScores.sparsification(clean, truth, 3),
        SuperResolutionScores.sparsification(other, truth, 3));
  }

  /** Errors that are drawn from what is predicted, around a truth of 0.5. */
  private static PixelPrediction noisy(int height, int width, double scale, long seed) {
    RandomStream random = RandomStream.at(new NoiseAddress(seed, 0, "scores", 0));
    double[] mean = new double[height * width];
    double[] epistemic = new double[mean.length];
    double[] aleatoric = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      epistemic[i] = Math.pow(scale * (0.2 + random.nextDouble()), 2);
      aleatoric[i] = Math.pow(scale * (0.2 + random.nextDouble()), 2);
      mean[i] = 0.5 + Math.sqrt(epistemic[i] + aleatoric[i]) * random.nextGaussian();
    }
    return new PixelPrediction(
        new Plane(height, width, mean),
        new Plane(height, width, epistemic),
        new Plane(height, width, aleatoric));
  }

  /**
   * 40,000 errors from the distribution that is predicted: the coverage is within 4.5 standard
   * deviations (0.0015 each) of 0.9, and the mean of squared standardised errors, as the NLL has
   * it, within as many (0.0071 each) of 1; false alarms: 1.4e-5.
   */
  @Test
  void aCalibratedPredictionIsFoundCalibrated() {
    PixelPrediction prediction = noisy(200, 200, 0.02, 4);
    Plane truth = plane(200, 200, 0.5);
    SuperResolutionScores scores = SuperResolutionScores.of(prediction, truth, 0);
    assertEquals(0.9, scores.coverage90(), 4.5 * 0.0015);
    double logs = 0;
    for (double deviation : prediction.deviation().levels()) {
      logs += Math.log(deviation * Math.sqrt(2 * Math.PI)) / 40_000;
    }
    assertEquals(1, 2 * (scores.nll() - logs), 4.5 * 0.0071);
    assertTrue(scores.rankCorrelation() > 0.1, "correlation " + scores.rankCorrelation());
    // Half the deviation: the NLL is worse, and far fewer are covered.
    PixelPrediction sure =
        new PixelPrediction(
            prediction.mean(),
            prediction.epistemic().map(v -> v / 4),
            prediction.aleatoric().map(v -> v / 4));
    SuperResolutionScores overconfident = SuperResolutionScores.of(sure, truth, 0);
    assertTrue(overconfident.nll() > scores.nll() + 0.5);
    assertTrue(overconfident.coverage90() < 0.65);
    assertEquals(scores.rankCorrelation(), overconfident.rankCorrelation(), 1e-9);
    assertEquals(scores.ause(), overconfident.ause(), 1e-9);
  }

  @Test
  void roundingCanOnlyBeSeenInTheRoundedFigures() {
    Plane truth = plane(11, 11, 100.0 / 255);
    Fidelity near = Fidelity.of(plane(11, 11, 100.4 / 255), truth, 0);
    assertEquals(Double.POSITIVE_INFINITY, near.psnr());
    assertEquals(1, near.ssim(), 1e-12);
    assertEquals(20 * Math.log10(255 / 0.4), near.unroundedPsnr(), 1e-9);
    Fidelity above = Fidelity.of(plane(11, 11, 1.3), plane(11, 11, 1), 0);
    assertEquals(Double.POSITIVE_INFINITY, above.psnr());
    assertTrue(above.unroundedPsnr() < 11);
  }

  @Test
  void meansAreOfEachScore() {
    SuperResolutionScores a =
        new SuperResolutionScores(new Fidelity(30, 31, 0.9), -2, 0.8, 0.5, 0.1, 0.01, 0.02);
    SuperResolutionScores b =
        new SuperResolutionScores(new Fidelity(20, 21, 0.7), -1, 1, 0.3, 0.3, 0.03, 0.04);
    SuperResolutionScores mean = SuperResolutionScores.mean(List.of(a, b));
    assertEquals(25, mean.fidelity().psnr(), 1e-12);
    assertEquals(26, mean.fidelity().unroundedPsnr(), 1e-12);
    assertEquals(0.8, mean.fidelity().ssim(), 1e-12);
    assertEquals(-1.5, mean.nll(), 1e-12);
    assertEquals(0.9, mean.coverage90(), 1e-12);
    assertEquals(0.4, mean.rankCorrelation(), 1e-12);
    assertEquals(0.2, mean.ause(), 1e-12);
    assertEquals(0.02, mean.epistemicDeviation(), 1e-12);
    assertEquals(0.03, mean.aleatoricDeviation(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> SuperResolutionScores.mean(List.of()));
  }

  private static String refusal(Runnable refused) {
    return assertThrows(IllegalArgumentException.class, refused::run).getMessage();
  }

  @Test
  void saysWhatIsWrong() {
    Plane truth = plane(11, 12, 0.5);
    assertTrue(
        refusal(() -> SuperResolutionScores.of(prediction(truth, 0, 0), truth, 0))
            .contains("row 0 and column 0 inside the border is 0; a prediction needs"));
    assertTrue(
        refusal(() -> SuperResolutionScores.of(prediction(plane(12, 11, 0), 1, 1), truth, 0))
            .contains("of one size"));
    assertTrue(refusal(() -> prediction(truth, -1e-9, 1)).contains("epistemic variance of the"));
    assertTrue(refusal(() -> prediction(truth, 1, Double.NaN)).contains("column 0 is NaN"));
    assertTrue(refusal(() -> prediction(plane(1, 1, Double.NaN), 1, 1)).contains("the mean of"));
    assertTrue(
        refusal(() -> new PixelPrediction(truth, plane(11, 11, 0), truth))
            .contains("the epistemic variance is a plane of 11x11, the mean a plane of 11x12"));
    assertTrue(refusal(() -> prediction(truth, 1, 1).inside(6)).contains("nothing inside"));
    assertTrue(
        refusal(
                () ->
                    SuperResolutionScores.sparsification(
                        prediction(truth, 1, 1), plane(9, 9, 0), 1))
            .contains("differ in size"));
  }
}
