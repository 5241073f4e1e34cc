package org.bcnn.tasks.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** What goes into a generator and what comes out of it, on the host. */
class LatentVectorsTest {
  /** Of 100,000 numbers, the bounds are 5 standard errors: a false alarm in 10⁶ seeds. */
  @Test
  void areStandardNormal() {
    float[] values = LatentVectors.normal(1000, 100, 3).data();
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    assertEquals(0, sum / values.length, 5 / Math.sqrt(values.length));
    assertEquals(1, squares / values.length, 5 * Math.sqrt(2.0 / values.length));
  }

  @Test
  void theFirstAreTheSameWhateverTheCount() {
    float[] some = LatentVectors.normal(3, 7, 1).data();
    float[] more = LatentVectors.normal(10, 7, 1).data();
    assertArrayEquals(some, Arrays.copyOf(more, some.length));
    assertFalse(Arrays.equals(some, LatentVectors.normal(3, 7, 2).data()));
  }

  /** On a great circle lengths change evenly and angles alike. */
  @Test
  void pathsGoFromOneVectorToTheOther() {
    int length = 50;
    HostTensor ends = LatentVectors.normal(4, length, 9);
    HostTensor paths = LatentVectors.paths(2, 5, length, 9);
    assertEquals(Shape.of(10, length), paths.shape());
    for (int path = 0; path < 2; path++) {
      assertVector(ends, 2 * path, paths, 5 * path, length);
      assertVector(ends, 2 * path + 1, paths, 5 * path + 4, length);
      double whole = angle(paths, 5 * path, 5 * path + 4, length);
      // Of vectors of nearly one length the angle to the start grows nearly evenly.
      assertEquals(whole / 2, angle(paths, 5 * path, 5 * path + 2, length), 0.1);
      double middle = norm(paths, 5 * path + 2, length);
      double least = Math.min(norm(ends, 2 * path, length), norm(ends, 2 * path + 1, length));
      assertEquals(true, middle > 0.9 * least, "a straight line would come to about 0.7");
    }
    assertThrows(IllegalArgumentException.class, () -> LatentVectors.paths(1, 1, 3, 1));
  }

  private static void assertVector(
      HostTensor expected, int row, HostTensor found, int at, int length) {
    for (int i = 0; i < length; i++) {
      assertEquals(expected.data()[row * length + i], found.data()[at * length + i], 1e-6);
    }
  }

  private static double norm(HostTensor vectors, int row, int length) {
    double squares = 0;
    for (int i = 0; i < length; i++) {
      squares += Math.pow(vectors.data()[row * length + i], 2);
    }
    return Math.sqrt(squares);
  }

  private static double angle(HostTensor vectors, int one, int other, int length) {
    double product = 0;
    for (int i = 0; i < length; i++) {
      product += (double) vectors.data()[one * length + i] * vectors.data()[other * length + i];
    }
    return Math.acos(product / norm(vectors, one, length) / norm(vectors, other, length));
  }

  @Test
  void pixelsGoToLevelsAndBack() {
    byte[] levels = {0, 1, 127, (byte) 128, (byte) 254, (byte) 255};
    LabelledImages images = LabelledImages.of(1, 1, 3, List.of("a", "b"), levels, new int[] {1, 0});
    HostTensor pixels = PixelRange.toTensor(images, 1, 0);
    assertEquals(Shape.of(2, 1, 1, 3), pixels.shape());
    assertEquals(1, pixels.data()[2]);
    assertEquals(-1, pixels.data()[3]);
    assertEquals(2 * 127 / 255f - 1, pixels.data()[5], 1e-7);
    LabelledImages back = PixelRange.toImages(pixels);
    for (int i = 0; i < 3; i++) {
      assertEquals(images.pixel(1, 0, 0, i), back.pixel(0, 0, 0, i));
      assertEquals(images.pixel(0, 0, 0, i), back.pixel(1, 0, 0, i));
    }
    LabelledImages beyond =
        PixelRange.toImages(HostTensor.of(Shape.of(1, 1, 1, 2), new float[] {-1.5f, 1.5f}));
    assertEquals(0, beyond.pixel(0, 0, 0, 0));
    assertEquals(255, beyond.pixel(0, 0, 0, 1));
  }

  @Test
  void asManyOfEachClassHaveLabels() {
    LabelledImages images = GanTrainerTest.halves(60);
    int[] chosen = LabelSelection.choose(images, 9, 4);
    LabelledImages known = images.subset(chosen);
    int[] counts = new int[2];
    for (int i = 0; i < known.count(); i++) {
      counts[known.label(i)]++;
    }
    assertArrayEquals(new int[] {5, 4}, counts);
    assertArrayEquals(chosen, LabelSelection.choose(images, 9, 4));
    assertFalse(Arrays.equals(chosen, LabelSelection.choose(images, 9, 5)));
    assertEquals(9, Arrays.stream(chosen).distinct().count());
    assertThrows(IllegalArgumentException.class, () -> LabelSelection.choose(images, 1, 4));
    assertThrows(IllegalArgumentException.class, () -> LabelSelection.choose(images, 61, 4));
  }
}
