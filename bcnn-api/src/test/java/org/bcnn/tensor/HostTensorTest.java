package org.bcnn.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Values in Java memory. */
final class HostTensorTest {
  @Test
  void anArrayIsWrapped() {
    float[] data = {1, 2, 3, 4, 5, 6};
    HostTensor tensor = HostTensor.of(Shape.of(2, 3), data);
    assertSame(data, tensor.data());
    assertEquals(Shape.of(2, 3), tensor.shape());
  }

  @Test
  void factoriesFill() {
    assertArrayEquals(new float[] {0, 0}, HostTensor.zeros(Shape.of(2)).data());
    assertArrayEquals(new float[] {7, 7}, HostTensor.full(Shape.of(2), 7).data());
    assertEquals(Shape.scalar(), HostTensor.scalar(3).shape());
    assertEquals(3, HostTensor.scalar(3).item());
  }

  @Test
  void lengthIsThatOfTheShape() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> HostTensor.of(Shape.of(2, 3), 1, 2, 3));
    assertEquals("shape [2, 3] holds 6 elements, data has 3", error.getMessage());
    assertThrows(NullPointerException.class, () -> HostTensor.of(null, 1));
    assertThrows(NullPointerException.class, () -> HostTensor.of(Shape.scalar(), (float[]) null));
  }

  @Test
  void onlyOneElementIsAnItem() {
    assertEquals(5, HostTensor.of(Shape.of(1, 1), 5).item());
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> HostTensor.zeros(Shape.of(2)).item());
    assertEquals("tensor of shape [2] is not a single value", error.getMessage());
  }

  @Test
  void equalityIsOfShapesAndBits() {
    HostTensor tensor = HostTensor.of(Shape.of(2), 0, Float.NaN);
    assertEquals(HostTensor.of(Shape.of(2), 0, Float.NaN), tensor);
    assertEquals(HostTensor.of(Shape.of(2), 0, Float.NaN).hashCode(), tensor.hashCode());
    assertNotEquals(HostTensor.of(Shape.of(2), -0.0f, Float.NaN), tensor);
    assertNotEquals(HostTensor.of(Shape.of(2, 1), 0, Float.NaN), tensor);
    assertNotEquals(tensor, (Object) "tensor");
  }

  @Test
  void smallTensorsShowTheirElements() {
    assertEquals("HostTensor[2][1.0, 2.5]", HostTensor.of(Shape.of(2), 1, 2.5f).toString());
    assertEquals("HostTensor[3, 3]", HostTensor.zeros(Shape.of(3, 3)).toString());
  }
}
