package org.bcnn.models.pruning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many weights are removed: those below a threshold, or a share of them. Immutable. */
public sealed interface PruningTarget {
  /** Whether a share is of the weights of the network together, or of each tensor of weights. */
  enum Scope {
    /** Of all weights together, whose scores are compared with each other. */
    GLOBAL,
    /** Of each tensor of weights by itself. */
    PER_LAYER
  }

  /**
   * Removes a share of the weights, those of the lowest scores. Weights that are removed already
   * count among them.
   *
   * @param share from 0 to 1, without 1
   * @param scope of which weights
   * @return the target
   * @throws IllegalArgumentException if the share is not from 0 to 1
   */
  static PruningTarget fraction(double share, Scope scope) {
    return new Fraction(share, scope);
  }

  /**
   * Removes the weights whose score is below a threshold.
   *
   * @param value the least score of a weight that is left
   * @return the target
   * @throws IllegalArgumentException if the threshold is not a number
   */
  static PruningTarget threshold(double value) {
    return new Threshold(value);
  }

  /**
   * Decides which weights are left.
   *
   * @param scores the scores of each tensor of weights
   * @return for each of them, whether each weight is left
   */
  List<boolean[]> kept(List<double[]> scores);

  /**
   * A share of the weights.
   *
   * @param share from 0 to 1, without 1
   * @param scope of which weights
   */
  record Fraction(double share, Scope scope) implements PruningTarget {
    /** Checks the share. */
    public Fraction {
      if (!(share >= 0 && share < 1)) {
        throw new IllegalArgumentException(
            "the fraction to remove must be at least 0 and below 1, got " + share);
      }
    }

    @Override
    public List<boolean[]> kept(List<double[]> scores) {
      if (scope == Scope.GLOBAL) {
        return together(scores);
      }
      return scores.stream().map(each -> together(List.of(each)).get(0)).toList();
    }

    private List<boolean[]> together(List<double[]> scores) {
      double[] sorted = scores.stream().flatMapToDouble(Arrays::stream).toArray();
      Arrays.parallelSort(sorted);
      int count = (int) Math.round(share * sorted.length);
      double border = count == 0 ? Double.NEGATIVE_INFINITY : sorted[count - 1];
      // Of equal scores at the border, the first are removed, so that the number is right.
      long below = Arrays.stream(sorted).limit(count).filter(score -> score < border).count();
      long equal = count - below;
      List<boolean[]> kept = new ArrayList<>();
      for (double[] each : scores) {
        boolean[] left = new boolean[each.length];
        for (int i = 0; i < each.length; i++) {
          left[i] = each[i] > border || (each[i] == border && equal-- <= 0);
        }
        kept.add(left);
      }
      return kept;
    }
  }

  /**
   * A least score.
   *
   * @param value the least score of a weight that is left
   */
  record Threshold(double value) implements PruningTarget {
    /** Checks that it is a number. */
    public Threshold {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("the threshold must be a number, got " + value);
      }
    }

    @Override
    public List<boolean[]> kept(List<double[]> scores) {
      List<boolean[]> kept = new ArrayList<>();
      for (double[] each : scores) {
        boolean[] left = new boolean[each.length];
        for (int i = 0; i < each.length; i++) {
          left[i] = each[i] >= value;
        }
        kept.add(left);
      }
      return kept;
    }
  }
}
