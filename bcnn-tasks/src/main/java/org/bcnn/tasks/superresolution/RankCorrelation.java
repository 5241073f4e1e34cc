package org.bcnn.tasks.superresolution;

/** Rank correlation. Stateless. */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Returns Spearman's rank correlation: Pearson's correlation of the ranks, where numbers that are
   * equal have the mean of their ranks (Spearman 1904).
   *
   * @param a a number of each item
   * @param b another number of each item, in the same order
   * @return from -1 to 1, where 1 means that both order the items alike; NaN if all of {@code a} or
   *     all of {@code b} are equal, for then there is no order
   * @throws IllegalArgumentException if there are no items, the counts differ or one is not a
   *     number
   */
  public static double spearman(double[] a, double[] b) {
    if (a.length == 0 || a.length != b.length) {
      throw new IllegalArgumentException(
          String.format(
              "a rank correlation needs two numbers of each item, got %d and %d",
              a.length, b.length));
    }
    double[] ranksA = new Ranking(a).midRanks(a);
    double[] ranksB = new Ranking(b).midRanks(b);
    double mean = 0.5 * (a.length + 1);
    double squaresA = 0;
    double squaresB = 0;
    double products = 0;
    for (int i = 0; i < a.length; i++) {
      double fromMeanA = ranksA[i] - mean;
      double fromMeanB = ranksB[i] - mean;
      squaresA += fromMeanA * fromMeanA;
      squaresB += fromMeanB * fromMeanB;
      products += fromMeanA * fromMeanB;
    }
    return products / Math.sqrt(squaresA) / Math.sqrt(squaresB);
  }
}
