package org.bcnn.tasks.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.bcnn.optimizer.Adam;
import org.junit.jupiter.api.Test;

class BestEpochTest {
  private static OptimisationSettings patience(int epochs) {
    return new OptimisationSettings(9, 1, Adam.DEFAULT, 1, progress -> 1, OptionalInt.of(epochs));
  }

  @Test
  void isTheFirstOfTheSmallestNlls() {
    assertEquals(new BestEpoch(2, 0.5), BestEpoch.of(List.of(0.7, 0.5, 0.6, 0.5)));
    assertEquals(new BestEpoch(1, -1), BestEpoch.of(List.of(-1.0)));
  }

  @Test
  void scoresThatAreNoNumbersAreNeverBest() {
    assertFalse(BestEpoch.of(List.of()).exists());
    assertFalse(BestEpoch.of(List.of(Double.NaN, Double.NaN)).exists());
    assertEquals(
        new BestEpoch(3, 2),
        BestEpoch.of(List.of(Double.NaN, Double.POSITIVE_INFINITY, 2.0, Double.NaN)));
  }

  @Test
  void patienceCountsEpochsSinceTheBest() {
    assertFalse(patience(2).isOverAfter(List.of()));
    assertFalse(patience(2).isOverAfter(List.of(0.7, 0.5, 0.6)));
    assertTrue(patience(2).isOverAfter(List.of(0.7, 0.5, 0.6, 0.5)), "as good is not better");
    assertFalse(patience(2).isOverAfter(List.of(0.7, 0.5, 0.6, 0.4)));
    assertTrue(
        patience(20).isOverAfter(List.of(9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0)),
        "there are 9 epochs");
  }

  @Test
  void patienceNeedsAValidationPart() {
    patience(1).requireValidation(1);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> patience(1).requireValidation(0))
            .getMessage()
            .contains("--validation-fraction"));
    assertThrows(IllegalArgumentException.class, () -> patience(0));
  }
}
