package org.bcnn.tasks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContenderRankingTest {
  private static ContenderSummary accuracies(Contender contender, double... values) {
    return new ContenderSummary(
        contender,
        Arrays.stream(values).mapToObj(value -> ScoresByHand.scores(value, Map.of())).toList());
  }

  private static ContenderRanking ranking(boolean more, ContenderSummary... contenders) {
    return ContenderRanking.of(
        List.of(contenders), contender -> contender.scores().get("accuracy"), more);
  }

  /**
   * Against 0.9, 0.7, 0.8: dropout's differences are −0.1, −0.1, −0.13, s = √0.0003, thus 0.11 with
   * an interval of ±4.303 · 0.01 = ±0.043, though seeds differ by more; the ensemble's are 0.1,
   * −0.2, −0.05, of mean −0.05 with ±4.303 · 0.0866.
   */
  @Test
  void seedsArePaired() {
    ContenderSummary best = accuracies(Contender.BAYESIAN, 0.9, 0.7, 0.8);
    ContenderSummary worse = accuracies(Contender.DROPOUT, 0.8, 0.6, 0.67);
    ContenderSummary close = accuracies(Contender.ENSEMBLE, 1.0, 0.5, 0.75);
    assertEquals(
        new ContenderRanking(List.of(best), List.of(worse), List.of(close)),
        ranking(true, close, worse, best));
  }

  /** Two differences of 0.1 and 0.2 have ±12.7 · 0.05: two seeds tell little. */
  @Test
  void lessMayBeBetter() {
    ContenderSummary less = accuracies(Contender.DROPOUT, 0.5, 0.5);
    ContenderSummary more = accuracies(Contender.BAYESIAN, 0.6, 0.7);
    assertEquals(
        new ContenderRanking(List.of(less), List.of(), List.of(more)), ranking(false, more, less));
    ContenderSummary always = accuracies(Contender.BAYESIAN, 0.6, 0.6);
    assertEquals(
        new ContenderRanking(List.of(less), List.of(always), List.of()),
        ranking(false, always, less));
  }

  @Test
  void aSingleSeedTellsNothingApart() {
    ContenderSummary first = accuracies(Contender.BAYESIAN, 0.9);
    ContenderSummary same = accuracies(Contender.ENSEMBLE, 0.9);
    ContenderSummary other = accuracies(Contender.DROPOUT, 0.1);
    assertEquals(
        new ContenderRanking(List.of(first, same), List.of(), List.of(other)),
        ranking(true, first, other, same));
  }
}
