package org.bcnn.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogitsTest {
  private static final float LOG_3 = (float) Math.log(3);

  /** Logits log 3 and 0 are probabilities ¾ and ¼. */
  private static Logits member(float... values) {
    return Logits.owning(1, values.length / 2, 2, values);
  }

  /**
   * Worked by hand: members that say (¾, ¼) and (¼, ¾) of the first example mix to (½, ½), whose
   * entropy is ln 2, of which H(¼) = 2 ln 2 − ¾ ln 3 is their own and the rest is what they
   * disagree by. Of the second both say (¾, ¼): nothing is mutual.
   */
  @Test
  void mixtureByHand() {
    Logits mixture =
        Logits.mixture(List.of(member(LOG_3, 0, LOG_3, 0), member(0, LOG_3, LOG_3, 0)));
    assertEquals(2, mixture.draws());
    assertEquals(LOG_3, mixture.value(0, 0, 0));
    assertEquals(LOG_3, mixture.value(1, 0, 1));
    PredictiveDistribution p = mixture.distribution(Normalisation.SOFTMAX);
    assertEquals(0.5, p.mean(0, 0), 1e-7);
    assertEquals(0.75, p.mean(1, 0), 1e-7);
    double entropy = 2 * Math.log(2) - 0.75 * Math.log(3);
    assertEquals(Math.log(2), p.predictiveEntropy(0), 1e-7);
    assertEquals(Math.log(2) - entropy, p.mutualInformation(0), 1e-7);
    assertEquals(entropy, p.predictiveEntropy(1), 1e-7);
    assertEquals(0, p.mutualInformation(1), 1e-7);
  }

  /** Draws, examples and classes all differ in number, so that no two axes can be confused. */
  @Test
  void everyDrawOfEveryMemberIsInItsPlace() {
    float[] first = new float[2 * 3 * 4];
    float[] second = new float[2 * 3 * 4];
    for (int i = 0; i < first.length; i++) {
      first[i] = i;
      second[i] = 100 + i;
    }
    Logits mixture =
        Logits.mixture(List.of(Logits.owning(2, 3, 4, first), Logits.owning(2, 3, 4, second)));
    assertEquals(4, mixture.draws());
    assertEquals(3, mixture.examples());
    assertEquals(4, mixture.classes());
    assertEquals(1 * 12 + 2 * 4 + 3, mixture.value(1, 2, 3));
    assertEquals(100 + 1 * 4 + 2, mixture.value(2, 1, 2));
  }

  @Test
  void membersMustBeAlike() {
    Logits one = Logits.owning(1, 1, 2, new float[2]);
    for (Logits other :
        List.of(
            Logits.owning(2, 1, 2, new float[4]),
            Logits.owning(1, 2, 2, new float[4]),
            Logits.owning(1, 1, 3, new float[3]))) {
      assertThrows(IllegalArgumentException.class, () -> Logits.mixture(List.of(one, other)));
    }
    assertThrows(IllegalArgumentException.class, () -> Logits.mixture(List.of()));
  }
}
