package org.bcnn.tasks.gan.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  /** Features without classes, of rows. */
  static Features rows(float[]... rows) {
    int size = rows[0].length;
    float[] values = new float[rows.length * size];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * size, size);
    }
    return Features.of(size, 1, values, new int[rows.length]);
  }

  private static String refusal(int size, int classes, float[] values, int... predicted) {
    return assertThrows(
            IllegalArgumentException.class, () -> Features.of(size, classes, values, predicted))
        .getMessage();
  }

  private static List<Float> firstColumn(Features features) {
    return IntStream.range(0, features.images()).mapToObj(i -> features.value(i, 0)).toList();
  }

  @Test
  void holdsWhatItIsGiven() {
    float[] values = {1, 2, 3, 4, 5, 6};
    int[] predicted = {2, 0};
    Features features = Features.of(3, 4, values, predicted);
    values[5] = 9;
    predicted[0] = 3;
    assertEquals(2, features.images());
    assertEquals(3, features.size());
    assertEquals(4, features.classes());
    assertEquals(6, features.value(1, 2), "a copy");
    assertEquals(2, features.predicted(0), "a copy");
    assertThrows(IndexOutOfBoundsException.class, () -> features.value(0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> features.predicted(2));
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertTrue(refusal(2, 1, new float[3], 0, 0).contains("do not have 3 features"));
    assertTrue(refusal(1, 1, new float[] {0, Float.NaN}, 0, 0).contains("of image 1 is NaN"));
    assertTrue(refusal(1, 2, new float[1], 2).contains("put in class 2"));
  }

  @Test
  void aSampleKeepsRowsTogetherAndInOrder() {
    int images = 50;
    float[] values = new float[2 * images];
    int[] predicted = new int[images];
    for (int i = 0; i < images; i++) {
      values[2 * i] = i;
      values[2 * i + 1] = -i;
      predicted[i] = i;
    }
    Features all = Features.of(2, images, values, predicted);
    Features some = all.sample(20, 3);
    assertEquals(20, some.images());
    assertEquals(firstColumn(some).stream().sorted().distinct().toList(), firstColumn(some));
    for (int i = 0; i < some.images(); i++) {
      assertEquals(-some.value(i, 0), some.value(i, 1));
      assertEquals((int) some.value(i, 0), some.predicted(i));
    }
    assertEquals(firstColumn(some), firstColumn(all.sample(20, 3)), "the seed decides");
    assertNotEquals(firstColumn(some), firstColumn(all.sample(20, 4)), "and does so");
    assertSame(all, all.sample(images, 3));
    assertThrows(IllegalArgumentException.class, () -> all.sample(0, 3));
  }
}
