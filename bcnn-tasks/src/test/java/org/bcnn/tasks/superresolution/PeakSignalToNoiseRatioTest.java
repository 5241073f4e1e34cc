package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PeakSignalToNoiseRatioTest {
  private static final PeakSignalToNoiseRatio PSNR = new PeakSignalToNoiseRatio(255, 0);

  /** Every pixel wrong by 16: 20 log10(255 / 16) = 24.0484 dB, as in textbooks. */
  @Test
  void errorsOfSixteen() {
    float[] truth = {10, 20, 30, 40, 50, 60};
    float[] image = {26, 4, 46, 24, 66, 44};
    assertEquals(24.0484, PSNR.of(image, truth, 3), 1e-4);
    assertEquals(
        24.0484 - 20 * Math.log10(255),
        new PeakSignalToNoiseRatio(1, 0).of(image, truth, 2),
        1e-4,
        "the peak is squared and above");
  }

  /** Errors 3 and 4 in 4 pixels: MSE 25 / 4. */
  @Test
  void theMeanIsOfSquares() {
    assertEquals(
        10 * Math.log10(255 * 255 / 6.25),
        PSNR.of(new float[] {3, 0, 0, 4}, new float[4], 2),
        1e-12);
  }

  /**
   * Mistake 8: a PSNR with a KL divergence in it. Twice the same images give twice the same ratio,
   * equal ones an infinite one; a loss never has an infinite one while its KL is above 0.
   */
  @Test
  void isOfTheReconstructionErrorAlone() {
    float[] truth = {1, 2, 3, 4};
    assertEquals(Double.POSITIVE_INFINITY, PSNR.of(truth.clone(), truth, 2));
    float[] near = {1, 2, 3, 4.5f};
    double squares = 0.25 / 4;
    double kl = 3;
    double ofError = PSNR.of(near, truth, 2);
    assertEquals(10 * Math.log10(255 * 255 / squares), ofError, 1e-12);
    double ofLoss = 10 * Math.log10(255 * 255 / (squares + kl));
    assertTrue(ofError - ofLoss > 16, "what the mistake would hide: " + (ofError - ofLoss));
  }

  @Test
  void theBorderIsLeftOut() {
    float[] truth = new float[5 * 4];
    float[] image = truth.clone();
    image[0] = 100;
    image[4 * 4 + 3] = 100;
    image[2 * 4 + 1] = 3;
    // Of 5 rows and 4 columns, 3 and 2 are inside.
    assertEquals(
        10 * Math.log10(255 * 255 / (9 / 6.0)),
        new PeakSignalToNoiseRatio(255, 1).of(image, truth, 4),
        1e-12);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    float[] six = new float[6];
    assertThrows(IllegalArgumentException.class, () -> PSNR.of(six, new float[4], 2));
    assertThrows(IllegalArgumentException.class, () -> PSNR.of(six, six, 4));
    assertThrows(IllegalArgumentException.class, () -> PSNR.of(six, six, 0));
    PeakSignalToNoiseRatio shaved = new PeakSignalToNoiseRatio(1, 1);
    assertThrows(IllegalArgumentException.class, () -> shaved.of(six, six, 3));
    assertThrows(IllegalArgumentException.class, () -> new PeakSignalToNoiseRatio(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new PeakSignalToNoiseRatio(1, -1));
  }
}
