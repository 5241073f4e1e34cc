package org.bcnn.uncertainty;

import java.util.Arrays;

/**
 * How well a score of uncertainty tells examples from outside of the distribution from those
 * inside.
 *
 * @param auroc the area under the receiver operating characteristic: the probability that an
 *     outside example has the higher score than an inside one, ties counted half (Hanley and McNeil
 *     1982); 1 is perfect, ½ is no better than chance, and less is worse
 * @param falsePositiveRate95 the share of the outside examples that pass for inside ones at the
 *     lowest threshold that lets at least 95 % of the inside ones pass (FPR@95; Liang et al. 2018);
 *     what is at the threshold passes; 0 is perfect
 */
public record Detection(double auroc, double falsePositiveRate95) {
  /**
   * Scores a score.
   *
   * @param inside the uncertainty of each example from inside the distribution, in any order
   * @param outside that of each example from outside
   * @return how well they are told apart
   * @throws IllegalArgumentException if there are none of either, or a score is not a number
   */
  public static Detection of(double[] inside, double[] outside) {
    double[] in = sorted("inside", inside);
    double[] out = sorted("outside", outside);
    double wins = 0;
    int below = 0;
    int notAbove = 0;
    for (double score : out) {
      while (below < in.length && in[below] < score) {
        below++;
      }
      while (notAbove < in.length && in[notAbove] <= score) {
        notAbove++;
      }
      wins += 0.5 * below + 0.5 * notAbove;
    }
    // 95 in a hundred, rounded up in integers, for 0.95 is not a binary fraction
    int accepted = (int) ((95L * in.length + 99) / 100);
    double threshold = in[accepted - 1];
    double passing = Arrays.stream(out).filter(score -> score <= threshold).count();
    return new Detection(wins / in.length / out.length, passing / out.length);
  }

  private static double[] sorted(String side, double[] scores) {
    if (scores.length == 0) {
      throw new IllegalArgumentException("there are no scores of examples from " + side);
    }
    double[] copy = new double[scores.length];
    for (int i = 0; i < copy.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException(
            "score " + i + " of the examples from " + side + " is not a number");
      }
      // −0 would be sorted below 0, to which it is equal
      copy[i] = scores[i] + 0.0;
    }
    Arrays.sort(copy);
    return copy;
  }
}
