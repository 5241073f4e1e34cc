package org.bcnn.tasks.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Who is best by a score, and who is worse by more than chance. Seeds are paired, since all
 * contenders have the same images and initial seed: a contender is worse if the confidence interval
 * of the mean difference from the best, by Student's t, does not contain 0. With a single seed
 * nobody is, since nothing is known of chance.
 *
 * @param best those of the best mean, more than one where they are equal
 * @param worse those that are worse by more than chance
 * @param close those that are worse by no more than chance explains
 */
public record ContenderRanking(
    List<ContenderSummary> best, List<ContenderSummary> worse, List<ContenderSummary> close) {
  /** The confidence of the intervals. */
  public static final double CONFIDENCE = 0.95;

  /** Copies the lists. */
  public ContenderRanking {
    best = List.copyOf(best);
    worse = List.copyOf(worse);
    close = List.copyOf(close);
  }

  /**
   * Ranks contenders.
   *
   * @param contenders who takes part, at least one, of the same seeds
   * @param score the score of each
   * @param more whether a greater score is a better one
   * @return the ranking, each list in the order of the contenders
   */
  public static ContenderRanking of(
      List<ContenderSummary> contenders,
      Function<ContenderSummary, MeanWithError> score,
      boolean more) {
    Comparator<Double> byScore = more ? Comparator.reverseOrder() : Comparator.naturalOrder();
    MeanWithError most =
        contenders.stream()
            .map(score)
            .min(Comparator.comparing(MeanWithError::mean, byScore))
            .orElseThrow();
    List<ContenderSummary> best = new ArrayList<>();
    List<ContenderSummary> worse = new ArrayList<>();
    List<ContenderSummary> close = new ArrayList<>();
    for (ContenderSummary contender : contenders) {
      MeanWithError value = score.apply(contender);
      MeanWithError difference = value.minus(most);
      if (value.mean() == most.mean()) {
        best.add(contender);
      } else if (Math.abs(difference.mean()) > difference.halfWidth(CONFIDENCE)) {
        worse.add(contender);
      } else {
        close.add(contender);
      }
    }
    return new ContenderRanking(best, worse, close);
  }
}
