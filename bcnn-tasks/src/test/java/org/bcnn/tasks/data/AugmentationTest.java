package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
  /** One image of 2 channels, 3 rows and 4 columns, without a black pixel. */
  private static final LabelledImages IMAGE =
      LabelledImages.of(2, 3, 4, List.of("a"), bytes(2 * 3 * 4), new int[1]);

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i + 1);
    }
    return bytes;
  }

  private static float[] apply(Augmentation augmentation, long seed, long epoch, int example) {
    float[] batch = new float[1 + 2 * 3 * 4 + 1];
    batch[0] = -1;
    batch[batch.length - 1] = -2;
    float[] image = new float[2 * 3 * 4];
    IMAGE.fillImages(new int[1], 0, 1, image);
    System.arraycopy(image, 0, batch, 1, image.length);
    augmentation.apply(batch, 1, IMAGE, seed, epoch, example);
    assertEquals(-1, batch[0], "nothing before the image is touched");
    assertEquals(-2, batch[batch.length - 1], "nor after it");
    return Arrays.copyOfRange(batch, 1, batch.length - 1);
  }

  /** What a flip and a move give, by the definition: pad with zeros, mirror, cut out. */
  private static float[] expected(boolean mirrored, int down, int right) {
    float[] result = new float[2 * 3 * 4];
    for (int channel = 0; channel < 2; channel++) {
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 4; column++) {
          int toRow = row + down;
          int toColumn = (mirrored ? 3 - column : column) + right;
          if (toRow >= 0 && toRow < 3 && toColumn >= 0 && toColumn < 4) {
            result[(channel * 3 + toRow) * 4 + toColumn] =
                IMAGE.pixel(0, channel, row, column) / 255f;
          }
        }
      }
    }
    return result;
  }

  /**
   * Each of the 2 x 3 x 3 results of flip,crop=1, and no other, with a frequency of 1/18: of 3600,
   * 200 with a deviation of 13.7. Beyond 5 deviations lies one in 97 000 such tests.
   */
  @Test
  void everyFlipAndMoveIsEquallyProbable() {
    Map<String, Integer> counts = new HashMap<>();
    for (int example = 0; example < 3600; example++) {
      counts.merge(
          Arrays.toString(apply(new Augmentation(true, 1), 3, 1, example)), 1, Integer::sum);
    }
    assertEquals(18, counts.size());
    for (boolean mirrored : new boolean[] {false, true}) {
      for (int down = -1; down <= 1; down++) {
        for (int right = -1; right <= 1; right++) {
          int count = counts.getOrDefault(Arrays.toString(expected(mirrored, down, right)), 0);
          assertEquals(200, count, 5 * 13.7, mirrored + " " + down + " " + right);
        }
      }
    }
  }

  @Test
  void aFunctionOfSeedEpochAndExample() {
    Augmentation augmentation = new Augmentation(true, 2);
    assertArrayEquals(apply(augmentation, 1, 2, 3), apply(augmentation, 1, 2, 3));
    int[] changed = new int[3];
    for (int i = 0; i < 20; i++) {
      String one = Arrays.toString(apply(augmentation, 1, 1, i));
      changed[0] += one.equals(Arrays.toString(apply(augmentation, 2, 1, i))) ? 0 : 1;
      changed[1] += one.equals(Arrays.toString(apply(augmentation, 1, 2, i))) ? 0 : 1;
      changed[2] += one.equals(Arrays.toString(apply(augmentation, 1, 1, i + 20))) ? 0 : 1;
    }
    // Each differs with probability 49/50: fewer than 10 of 20 has a probability below 1e-13.
    for (int count : changed) {
      assertTrue(count >= 10, Arrays.toString(changed));
    }
  }

  @Test
  void eachAloneAndNone() {
    assertArrayEquals(expected(false, 0, 0), apply(Augmentation.NONE, 1, 1, 0));
    for (int example = 0; example < 20; example++) {
      float[] flipped = apply(Augmentation.parse("flip"), 1, 1, example);
      assertTrue(
          Arrays.equals(flipped, expected(false, 0, 0))
              || Arrays.equals(flipped, expected(true, 0, 0)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "flip", "crop=4", "flip,crop=12"})
  void theTextReadsBack(String text) {
    assertEquals(text, Augmentation.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "flop", "crop", "crop=0", "crop=-1", "flip,flip", "flip,", "none,flip"})
  void anotherTextIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Augmentation.parse(text));
  }

  @Test
  void aCropThatMayLeaveNothingIsRefused() {
    new Augmentation(false, 2).require(IMAGE);
    Augmentation wide = new Augmentation(false, 3);
    assertThrows(IllegalArgumentException.class, () -> wide.require(IMAGE));
  }
}
