package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bcnn.tasks.image.Plane;
import org.junit.jupiter.api.Test;

class PeakSignalToNoiseRatioTest {
  private static final PeakSignalToNoiseRatio PSNR = new PeakSignalToNoiseRatio(255, 0);

  private static Plane plane(int width, double... levels) {
    return new Plane(levels.length / width, width, levels);
  }

  /** Every pixel wrong by 16: 20 log10(255 / 16) = 24.0484 dB, as in textbooks. */
  @Test
  void errorsOfSixteen() {
    Plane truth = plane(3, 10, 20, 30, 40, 50, 60);
    Plane image = plane(3, 26, 4, 46, 24, 66, 44);
    assertEquals(24.0484, PSNR.of(image, truth), 1e-4);
    assertEquals(
        24.0484 - 20 * Math.log10(255),
        new PeakSignalToNoiseRatio(1, 0).of(image, truth),
        1e-4,
        "the peak is squared and above");
  }

  /** Errors 3 and 4 in 4 pixels: MSE 25 / 4. */
  @Test
  void theMeanIsOfSquares() {
    assertEquals(
        10 * Math.log10(255 * 255 / 6.25),
        PSNR.of(plane(2, 3, 0, 0, 4), plane(2, 0, 0, 0, 0)),
        1e-12);
  }

  /**
   * Mistake 8: a PSNR with a KL divergence in it. Twice the same images give twice the same ratio,
   * equal ones an infinite one; a loss never has an infinite one while its KL is above 0.
   */
  @Test
  void isOfTheReconstructionErrorAlone() {
    Plane truth = plane(2, 1, 2, 3, 4);
    assertEquals(Double.POSITIVE_INFINITY, PSNR.of(plane(2, 1, 2, 3, 4), truth));
    Plane near = plane(2, 1, 2, 3, 4.5);
    double squares = 0.25 / 4;
    double kl = 3;
    double ofError = PSNR.of(near, truth);
    assertEquals(10 * Math.log10(255 * 255 / squares), ofError, 1e-12);
    double ofLoss = 10 * Math.log10(255 * 255 / (squares + kl));
    assertTrue(ofError - ofLoss > 16, "what the mistake would hide: " + (ofError - ofLoss));
  }

  @Test
  void theBorderIsLeftOut() {
    Plane truth = plane(4, new double[5 * 4]);
    double[] levels = new double[5 * 4];
    levels[0] = 100;
    levels[4 * 4 + 3] = 100;
    levels[2 * 4 + 1] = 3;
    Plane image = plane(4, levels);
    // Of 5 rows and 4 columns, 3 and 2 are inside.
    assertEquals(
        10 * Math.log10(255 * 255 / (9 / 6.0)),
        new PeakSignalToNoiseRatio(255, 1).of(image, truth),
        1e-12);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Plane six = plane(3, new double[6]);
    assertThrows(IllegalArgumentException.class, () -> PSNR.of(six, plane(2, new double[6])));
    PeakSignalToNoiseRatio shaved = new PeakSignalToNoiseRatio(1, 1);
    assertThrows(IllegalArgumentException.class, () -> shaved.of(six, six));
    assertThrows(IllegalArgumentException.class, () -> new PeakSignalToNoiseRatio(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new PeakSignalToNoiseRatio(1, -1));
  }
}
