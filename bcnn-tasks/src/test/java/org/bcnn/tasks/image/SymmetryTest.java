package org.bcnn.tasks.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymmetryTest {
  /** What becomes of the rows 123, 456, 789, by turning and mirroring a sheet of paper. */
  @ParameterizedTest
  @CsvSource({
    "IDENTITY, 123 456 789",
    "MIRROR_LEFT_RIGHT, 321 654 987",
    "MIRROR_TOP_BOTTOM, 789 456 123",
    "HALF_TURN, 987 654 321",
    "TRANSPOSE, 147 258 369",
    "QUARTER_CLOCKWISE, 741 852 963",
    "QUARTER_ANTICLOCKWISE, 369 258 147",
    "TRANSPOSE_OTHER, 963 852 741"
  })
  void aSquareIsLaidOntoItself(Symmetry symmetry, String expected) {
    float[] target = new float[9];
    symmetry.copy(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 0, 0, 3, target, 0);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      rows.append(i > 0 && i % 3 == 0 ? " " : "").append((int) target[i]);
    }
    assertEquals(expected, rows.toString());
  }

  @Test
  void thereAreEightDifferentOnes() {
    Set<String> seen = new HashSet<>();
    for (Symmetry symmetry : Symmetry.values()) {
      float[] target = new float[4];
      symmetry.copy(new float[] {1, 2, 3, 4}, 2, 0, 0, 2, target, 0);
      seen.add(Arrays.toString(target));
    }
    assertEquals(8, seen.size());
  }

  @Test
  void aPartIsCutOutAndPutWhereItIsWanted() {
    float[] image = new float[4 * 5];
    for (int i = 0; i < image.length; i++) {
      image[i] = i;
    }
    float[] target = new float[6];
    Symmetry.QUARTER_CLOCKWISE.copy(image, 5, 1, 3, 2, target, 1);
    assertArrayEquals(new float[] {0, 13, 8, 14, 9, 0}, target);
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Symmetry.IDENTITY.copy(image, 5, 0, 4, 2, target, 0));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Symmetry.IDENTITY.copy(image, 5, 3, 0, 2, target, 0));
  }
}
