package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainValidationSplitTest {

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "10, 3", "1000, 100", "1000, 999", "60000, 5000"})
  void everyExampleIsInOnePart(int examples, int validation) {
    TrainValidationSplit split = TrainValidationSplit.byCount(examples, validation, 1);
    assertEquals(validation, split.validation().length);
    assertEquals(examples - validation, split.train().length);
    int[] together =
        IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.validation()))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, examples).toArray(), together);
    assertArrayEquals(IntStream.of(split.train()).sorted().toArray(), split.train());
    assertArrayEquals(IntStream.of(split.validation()).sorted().toArray(), split.validation());
  }

  @Test
  void theSeedDecides() {
    int[] one = TrainValidationSplit.byCount(1000, 100, 1).validation();
    assertArrayEquals(one, TrainValidationSplit.byCount(1000, 100, 1).validation());
    assertFalse(Arrays.equals(one, TrainValidationSplit.byCount(1000, 100, 2).validation()));
  }

  @Test
  void smallerPartsAreContainedInLargerOnes() {
    int[] small = TrainValidationSplit.byCount(1000, 100, 1).validation();
    int[] large = TrainValidationSplit.byCount(1000, 101, 1).validation();
    assertTrue(IntStream.of(small).allMatch(example -> Arrays.binarySearch(large, example) >= 0));
  }

  /**
   * Counts of 0.1 of 2000 in five ranges of 400 are hypergeometric, 40 each, with a standard
   * deviation of 5.4; beyond 5 of them lies about one seed in 3 million.
   */
  @Test
  void examplesFromEverywhereAreTaken() {
    int[] counts = new int[5];
    for (int example : TrainValidationSplit.byCount(2000, 200, 3).validation()) {
      counts[example / 400]++;
    }
    for (int count : counts) {
      assertEquals(40, count, 27, Arrays.toString(counts));
    }
  }

  /** A change of these makes runs of earlier versions impossible to repeat. */
  @Test
  void splitsStayTheSame() {
    assertEquals(
        "[4360, 14580, 32436, 43278, 51145, 53663, 56244, 59199]",
        Arrays.toString(TrainValidationSplit.byCount(60_000, 8, 1).validation()));
  }

  @ParameterizedTest
  @CsvSource({"10, 0, 0", "10, 0.1, 1", "10, 0.14, 1", "10, 0.15, 2", "60000, 0.1, 6000"})
  void fractionsAreRounded(int examples, double fraction, int validation) {
    assertArrayEquals(
        TrainValidationSplit.byCount(examples, validation, 1).validation(),
        TrainValidationSplit.byFraction(examples, fraction, 1).validation());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void fractionsThatMakeNoSenseAreRefused(double fraction) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> TrainValidationSplit.byFraction(10, fraction, 1));
    assertEquals(
        "the validation fraction must be at least 0 and less than 1 but is " + fraction,
        refused.getMessage());
  }

  @Test
  void somethingMustBeLeftToTrainOn() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> TrainValidationSplit.byCount(10, 10, 1));
    assertEquals(
        "of 10 examples, between 0 and 9 can be for validation, but 10 were asked for",
        refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> TrainValidationSplit.byCount(10, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> TrainValidationSplit.byFraction(3, 0.9, 1));
  }

  @Test
  void partsAreCopies() {
    TrainValidationSplit split = TrainValidationSplit.byCount(10, 5, 1);
    split.train()[0] = -1;
    split.validation()[0] = -1;
    assertTrue(split.train()[0] >= 0 && split.validation()[0] >= 0);
  }
}
