package org.bcnn.backend.tf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

final class LayoutTest {
  private static final Shape SHAPE = Shape.of(2, 3, 1, 2);

  @Test
  void imagesAreStoredChannelsLast() {
    float[] plain = {0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121};
    float[] stored = {0, 10, 20, 1, 11, 21, 100, 110, 120, 101, 111, 121};
    assertArrayEquals(stored, Layout.IMAGES.store(SHAPE, plain));
    assertArrayEquals(plain, Layout.IMAGES.restore(SHAPE, stored));
    assertArrayEquals(new int[] {2, 1, 2, 3}, Layout.IMAGES.store(SHAPE));
  }

  @Test
  void permutationLeadsFromOneLayoutToTheOther() {
    assertArrayEquals(new int[] {0, 2, 3, 1}, Layout.IMAGES.from(Layout.plain(4)));
    assertArrayEquals(new int[] {0, 3, 1, 2}, Layout.plain(4).from(Layout.IMAGES));
    assertArrayEquals(new int[] {1, 2, 3, 0}, Layout.FILTERS.from(Layout.IMAGES));
  }

  @Test
  void extentsOfOneMoveForFree() {
    assertTrue(Layout.IMAGES.sameBytes(Layout.plain(4), Shape.of(5, 1, 4, 3)));
    assertTrue(Layout.IMAGES.sameBytes(Layout.plain(4), Shape.of(1, 7, 1, 1)));
    assertFalse(Layout.IMAGES.sameBytes(Layout.plain(4), SHAPE));
  }

  @Test
  void removedAxesLeaveTheOrderOfTheOthers() {
    assertEquals(new Layout(List.of(1, 0)), Layout.IMAGES.without(List.of(0, 2)));
    assertEquals(Layout.plain(1), Layout.IMAGES.without(List.of(0, 2, 3)));
    assertEquals(Layout.IMAGES, Layout.withLast(1, 4));
  }
}
