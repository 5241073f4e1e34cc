package org.bcnn.tasks.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {
  @Test
  void medians() {
    assertEquals(2, Rounds.median(new double[] {9, 1, 2}));
    assertEquals(2.5, Rounds.median(new double[] {3, 9, 1, 2}));
  }

  /** The ratio of the medians would be 6 / 3 = 2; the median of the ratios is 3. */
  @Test
  void ratiosAreTakenWithinARound() {
    Rounds rounds =
        Rounds.of(Map.of("a", new double[] {3, 6, 9}, "b", new double[] {1, 6, 3}), new double[3]);
    assertEquals(3, rounds.ratio("a", "b"));
    assertEquals(6, rounds.median("a"));
    assertEquals(3, rounds.count());
  }

  @Test
  void roundsThatOthersDisturbedDoNotCount() {
    Rounds rounds =
        Rounds.of(Map.of("a", new double[] {1, 100, 3, 200}), new double[] {0, 0.9, 0.1, 0.8});
    assertEquals(2, rounds.count());
    assertEquals(2, rounds.median("a"));
    assertEquals(0.45, rounds.foreignShare(), 1e-12);
  }

  @Test
  void contendersTakeTurns() {
    List<String> turns = new ArrayList<>();
    Rounds.run(
        List.of(new Contender("a", () -> turns.add("a")), new Contender("b", () -> turns.add("b"))),
        1,
        2,
        done -> turns.add(Integer.toString(done)));
    assertEquals(
        List.of("a", "a", "b", "b", "1", "a", "a", "b", "b", "2", "a", "a", "b", "b", "3"), turns);
  }
}
