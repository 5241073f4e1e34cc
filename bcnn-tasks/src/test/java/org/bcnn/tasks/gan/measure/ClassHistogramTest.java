package org.bcnn.tasks.gan.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassHistogramTest {
  @Test
  void countsPredictedClasses() {
    ClassHistogram histogram =
        ClassHistogram.of(Features.of(1, 4, new float[8], new int[] {1, 1, 3, 1, 0, 1, 3, 1}));
    assertEquals(List.of(1, 5, 0, 2), histogram.counts());
    assertEquals(List.of(0.125, 0.625, 0.0, 0.25), histogram.shares());
    assertEquals(0.625, histogram.share(1));
    assertEquals(8, histogram.images());
    assertEquals(
        0.125 * Math.log(8) + 0.625 * Math.log(1.6) + 0.25 * Math.log(4),
        histogram.entropy(),
        1e-15);
  }

  @Test
  void modesAreClassesWithAShare() {
    ClassHistogram histogram = new ClassHistogram(List.of(1, 5, 0, 2));
    assertEquals(3, histogram.modesCovered(0.125), "a share that is just enough is enough");
    assertEquals(2, histogram.modesCovered(0.126));
    assertEquals(1, histogram.modesCovered(0.5));
    assertEquals(0, histogram.modesCovered(1));
    ClassHistogram even = new ClassHistogram(Collections.nCopies(10, 7));
    assertEquals(10, even.modesCovered(0.1));
    assertEquals(Math.log(10), even.entropy(), 1e-14);
    ClassHistogram one = new ClassHistogram(List.of(0, 3));
    assertEquals(1, one.modesCovered(1));
    assertEquals(0, one.entropy());
  }

  @Test
  void refusesWhatMakesNoSense() {
    ClassHistogram histogram = new ClassHistogram(List.of(1));
    for (double share : new double[] {0, -0.1, 1.1, Double.NaN}) {
      assertRefused("above 0 and at most 1", () -> histogram.modesCovered(share));
    }
    assertRefused("at least 1 image", () -> new ClassHistogram(List.of(0, 0)));
    assertRefused("-1 images", () -> new ClassHistogram(List.of(-1, 2)));
    assertRefused(
        "at least 1 image", () -> ClassHistogram.of(Features.of(2, 3, new float[0], new int[0])));
  }

  private static void assertRefused(String part, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
