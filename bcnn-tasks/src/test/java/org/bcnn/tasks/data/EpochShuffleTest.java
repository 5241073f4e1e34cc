package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochShuffleTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000, 60_000})
  void everyExampleComesOnce(int examples) {
    int[] order = new EpochShuffle(examples, 1).order(0);
    assertArrayEquals(
        IntStream.range(0, examples).toArray(), IntStream.of(order).sorted().toArray());
  }

  @Test
  void everyEpochHasAnOrderOfItsOwn() {
    EpochShuffle shuffle = new EpochShuffle(1000, 1);
    assertArrayEquals(shuffle.order(3), shuffle.order(3));
    assertArrayEquals(shuffle.order(3), new EpochShuffle(1000, 1).order(3));
    assertFalse(Arrays.equals(shuffle.order(3), shuffle.order(4)));
    assertFalse(Arrays.equals(shuffle.order(3), new EpochShuffle(1000, 2).order(3)));
    assertFalse(Arrays.equals(IntStream.range(0, 1000).toArray(), shuffle.order(0)));
  }

  /** A change of these makes runs of earlier versions impossible to repeat. */
  @Test
  void ordersStayTheSame() {
    EpochShuffle shuffle = new EpochShuffle(10, 1);
    assertEquals("[1, 8, 4, 3, 0, 6, 9, 2, 5, 7]", Arrays.toString(shuffle.order(0)));
    assertEquals("[5, 4, 3, 9, 0, 1, 6, 8, 2, 7]", Arrays.toString(shuffle.order(1)));
  }

  @Test
  void thereMustBeAnExample() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new EpochShuffle(0, 1));
    assertEquals("examples must be at least 1 but is 0", refused.getMessage());
  }
}
