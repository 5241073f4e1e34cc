package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageFitTest {
  private static LabelledImages image(int channels, int height, int width, int... levels) {
    byte[] pixels = new byte[levels.length];
    for (int i = 0; i < levels.length; i++) {
      pixels[i] = (byte) levels[i];
    }
    int count = levels.length / (channels * height * width);
    return LabelledImages.of(channels, height, width, List.of("a", "b"), pixels, new int[count]);
  }

  private static int[] levels(LabelledImages images) {
    int size = images.channels() * images.height() * images.width();
    int[] levels = new int[images.count() * size];
    for (int i = 0; i < levels.length; i++) {
      int within = i % size;
      levels[i] =
          images.pixel(
              i / size,
              within / (images.height() * images.width()),
              within / images.width() % images.height(),
              within % images.width());
    }
    return levels;
  }

  @Test
  void whatFitsIsLeftAlone() {
    LabelledImages images = image(1, 1, 2, 3, 4);
    assertSame(images, ImageFit.fit(images, 1, 1, 2));
  }

  /** 0.299 · 255 = 76.2, 0.587 · 255 = 149.7, 0.114 · 255 = 29.1; white stays white. */
  @Test
  void coloursBecomeGreyByTheirLuma() {
    LabelledImages four = image(3, 1, 1, 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255);
    assertArrayEquals(new int[] {76, 150, 29, 255}, levels(ImageFit.fit(four, 1, 1, 1)));
  }

  @Test
  void greyIsRepeated() {
    LabelledImages two = image(1, 1, 2, 7, 200, 9, 11);
    assertArrayEquals(
        new int[] {7, 200, 7, 200, 7, 200, 9, 11, 9, 11, 9, 11},
        levels(ImageFit.fit(two, 3, 1, 2)));
  }

  /** New samples at −¼, ¼, ¾, 1¼ of the old grid: the ends are kept and between them ¼ and ¾. */
  @Test
  void growingInterpolates() {
    assertArrayEquals(
        new int[] {0, 50, 150, 200}, levels(ImageFit.fit(image(1, 1, 2, 0, 200), 1, 1, 4)));
    assertArrayEquals(
        new int[] {0, 50, 150, 200}, levels(ImageFit.fit(image(1, 2, 1, 0, 200), 1, 4, 1)));
  }

  /**
   * From 4 to 2 the triangle around ½ counts ¾, ¾, ¼ in sevenths: (3·0 + 3·70 + 1·140) / 7 = 50.
   */
  @Test
  void shrinkingAverages() {
    assertArrayEquals(
        new int[] {50, 160}, levels(ImageFit.fit(image(1, 1, 4, 0, 70, 140, 210), 1, 1, 2)));
  }

  @Test
  void whatIsEvenStaysEven() {
    int[] even = new int[5 * 7];
    Arrays.fill(even, 123);
    for (int level : levels(ImageFit.fit(image(1, 5, 7, even), 3, 9, 3))) {
      assertEquals(123, level);
    }
  }

  @Test
  void refusesOtherChannels() {
    assertThrows(IllegalArgumentException.class, () -> ImageFit.fit(image(1, 1, 2, 3, 4), 2, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> ImageFit.fit(image(1, 1, 2, 3, 4), 1, 0, 2));
  }
}
