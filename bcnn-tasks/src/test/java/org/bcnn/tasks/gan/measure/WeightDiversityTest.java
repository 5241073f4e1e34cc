package org.bcnn.tasks.gan.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bcnn.tasks.data.LabelledImages;
import org.junit.jupiter.api.Test;

class WeightDiversityTest {
  /** Images of two pixels. */
  private static LabelledImages images(int... levels) {
    byte[] pixels = new byte[levels.length];
    for (int i = 0; i < levels.length; i++) {
      pixels[i] = (byte) levels[i];
    }
    return LabelledImages.of(1, 1, 2, List.of("?"), pixels, new int[levels.length / 2]);
  }

  private static Features features(int[] predicted, float... values) {
    return Features.of(2, 2, values, predicted);
  }

  private static final LabelledImages FIRST = images(0, 0, 200, 0);
  private static final LabelledImages SECOND = images(30, 0, 200, 40);
  private static final Features OF_FIRST = features(new int[] {0, 1}, 0, 0, 3, 4);
  private static final Features OF_SECOND = features(new int[] {0, 0}, 0, 1, 3, 4);

  /**
   * Across draws the four variances are 450, 0, 0 and 800; across latent vectors 20000 and 0 under
   * the first draw, and 14450 and 800 under the second.
   */
  @Test
  void ofTwoDrawsOfTwoImages() {
    WeightDiversity diversity =
        WeightDiversity.of(List.of(FIRST, SECOND), List.of(OF_FIRST, OF_SECOND));
    assertEquals(2, diversity.draws());
    assertEquals(2, diversity.latents());
    assertEquals(Math.sqrt(1250 / 4.0) / 255, diversity.pixelDeviation(), 1e-15);
    assertEquals(Math.sqrt(35250 / 4.0) / 255, diversity.latentPixelDeviation(), 1e-15);
    assertEquals(0.5, diversity.classChangeShare());
    assertEquals(0.5, diversity.featureDistance(), 1e-15);
    assertEquals((5 + Math.sqrt(18)) / 2, diversity.latentFeatureDistance(), 1e-6);
  }

  /** A class that changes in the third draw alone, and distances over three pairs. */
  @Test
  void everyDrawCounts() {
    Features third = features(new int[] {0, 1}, 0, 3, 3, 4);
    WeightDiversity diversity =
        WeightDiversity.of(List.of(FIRST, FIRST, FIRST), List.of(OF_FIRST, OF_FIRST, OF_SECOND));
    assertEquals(0.5, diversity.classChangeShare());
    assertEquals(2 / 6.0, diversity.featureDistance(), 1e-15);
    assertEquals(0, diversity.pixelDeviation());
    assertEquals(
        (1 + 3 + 2) / 6.0,
        WeightDiversity.of(List.of(FIRST, FIRST, FIRST), List.of(OF_FIRST, OF_SECOND, third))
            .featureDistance(),
        1e-15);
  }

  @Test
  void aDeterministicGeneratorHasNone() {
    WeightDiversity diversity =
        WeightDiversity.of(List.of(FIRST, FIRST, FIRST), List.of(OF_FIRST, OF_FIRST, OF_FIRST));
    assertEquals(0, diversity.pixelDeviation());
    assertEquals(0, diversity.classChangeShare());
    assertEquals(0, diversity.featureDistance());
    assertTrue(diversity.latentPixelDeviation() > 0);
    assertEquals(5, diversity.latentFeatureDistance(), 1e-6);
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertRefused("got 1 draws of 2", List.of(FIRST), List.of(OF_FIRST));
    assertRefused("got 0 draws", List.of(), List.of());
    assertRefused(
        "got 2 draws of 1",
        List.of(images(0, 0), images(0, 0)),
        List.of(features(new int[1], 0, 0), features(new int[1], 0, 0)));
    assertRefused(
        "of the same latent vectors",
        List.of(FIRST, images(0, 0, 0, 0, 0, 0)),
        List.of(OF_FIRST, OF_FIRST));
    assertRefused("need features of as many", List.of(FIRST, SECOND), List.of(OF_FIRST));
  }

  private static void assertRefused(
      String part, List<LabelledImages> images, List<Features> features) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> WeightDiversity.of(images, features))
            .getMessage();
    assertTrue(message.contains(part), message);
  }
}
