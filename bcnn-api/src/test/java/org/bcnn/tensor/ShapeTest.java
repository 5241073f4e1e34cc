package org.bcnn.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Dimensions, sizes and strides of shapes. */
final class ShapeTest {
  @Test
  void aShapeHasItsDimensions() {
    Shape shape = Shape.of(2, 3, 4);
    assertEquals(3, shape.rank());
    assertEquals(2, shape.dim(0));
    assertEquals(4, shape.dim(2));
    assertEquals(24, shape.size());
    assertArrayEquals(new int[] {2, 3, 4}, shape.toArray());
    assertArrayEquals(new long[] {2, 3, 4}, shape.toLongArray());
    assertArrayEquals(new int[] {12, 4, 1}, shape.strides());
    assertEquals("[2, 3, 4]", shape.toString());
  }

  @Test
  void aScalarHasOneElementAndNoDimensions() {
    assertSame(Shape.scalar(), Shape.of());
    assertEquals(0, Shape.scalar().rank());
    assertEquals(1, Shape.scalar().size());
    assertArrayEquals(new int[0], Shape.scalar().strides());
    assertEquals("[]", Shape.scalar().toString());
  }

  @Test
  void arraysAreCopiedInAndOut() {
    int[] dims = {2, 3};
    Shape shape = Shape.of(dims);
    dims[0] = 7;
    shape.toArray()[1] = 8;
    assertEquals(Shape.of(2, 3), shape);
  }

  @Test
  void equalDimensionsAreEqualShapes() {
    assertEquals(Shape.of(2, 3), Shape.of(2, 3));
    assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
    assertNotEquals(Shape.of(2, 3), Shape.of(3, 2));
    assertNotEquals(Shape.of(1), Shape.scalar());
    assertNotEquals(Shape.of(2), (Object) "[2]");
  }

  @Test
  void dimensionsArePositive() {
    refused("dimension 1 of shape [2, 0, 3] must be positive", 2, 0, 3);
    refused("dimension 0 of shape [-1] must be positive", -1);
  }

  @Test
  void elementsAreCountedByAnInt() {
    assertEquals(Integer.MAX_VALUE, Shape.of(Integer.MAX_VALUE).size());
    refused("shape [65536, 32768] has more than 2^31-1 elements", 65536, 32768);
    refused(
        "shape [2147483647, 2147483647, 2147483647] has more than 2^31-1 elements",
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE);
  }

  @Test
  void axesOutsideTheRankAreRefused() {
    assertThrows(IndexOutOfBoundsException.class, () -> Shape.of(2).dim(1));
  }

  private static void refused(String message, int... dims) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> Shape.of(dims)).getMessage());
  }
}
