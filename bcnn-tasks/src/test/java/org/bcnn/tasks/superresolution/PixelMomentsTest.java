package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PixelMomentsTest {
  /** Two pixels, the second of the means 1, 2, 6: mean 3, variance (4 + 1 + 9) / 3. */
  @Test
  void areThoseOfTheDraws() {
    PixelMoments moments = new PixelMoments(2);
    moments.add(new float[] {9, 9}, new float[] {9, 9}, 0);
    moments.clear();
    float[] means = {99, 5, 1, 5, 2, 5, 6};
    float[] noises = {99, 0.5f, 1, 0.5f, 2, 0.5f, 9};
    for (int draw = 0; draw < 3; draw++) {
      moments.add(means, noises, 1 + 2 * draw);
    }
    assertEquals(5, moments.mean(0));
    assertEquals(0, moments.epistemic(0));
    assertEquals(0.5, moments.aleatoric(0));
    assertEquals(3, moments.mean(1), 1e-15);
    assertEquals(14.0 / 3, moments.epistemic(1), 1e-14);
    assertEquals(4, moments.aleatoric(1), 1e-14);
  }

  @Test
  void aSmallVarianceOfLargeNumbersIsNotLost() {
    PixelMoments moments = new PixelMoments(1);
    float[] means = {1000.25f, 1000.5f, 1000.75f, 1000.5f};
    for (int draw = 0; draw < 4; draw++) {
      moments.add(means, new float[4], draw);
    }
    assertEquals(0.03125, moments.epistemic(0), 1e-12);
  }
}
