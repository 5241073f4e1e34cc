package org.bcnn.tasks.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Times of several contenders that took turns, round by round. Immutable. */
final class Rounds {
  private final Map<String, double[]> milliseconds;
  private final boolean[] quiet;
  private final double foreignShare;

  private Rounds(Map<String, double[]> milliseconds, boolean[] quiet, double foreignShare) {
    this.milliseconds = milliseconds;
    this.quiet = quiet;
    this.foreignShare = foreignShare;
  }

  /**
   * Runs rounds in which each contender has one turn: it runs twice, and the second run counts.
   *
   * @param contenders the contenders
   * @param warmUp rounds that are not counted
   * @param counted rounds that are
   * @param progress told after each round how many are done
   */
  static Rounds run(List<Contender> contenders, int warmUp, int counted, IntConsumer progress) {
    Map<String, double[]> times = new LinkedHashMap<>();
    contenders.forEach(contender -> times.put(contender.name(), new double[counted]));
    double[] foreign = new double[counted];
    for (int round = -warmUp; round < counted; round++) {
      ForeignLoad load = ForeignLoad.start();
      for (Contender contender : contenders) {
        // Untimed: what the one before has left in caches is not this one's cost.
        contender.run().run();
        long start = System.nanoTime();
        contender.run().run();
        double millis = (System.nanoTime() - start) * 1e-6;
        if (round >= 0) {
          times.get(contender.name())[round] = millis;
        }
      }
      if (round >= 0) {
        foreign[round] = load.share();
      }
      progress.accept(round + warmUp + 1);
    }
    return of(times, foreign);
  }

  /** Keeps the half of the rounds that other processes disturbed least. */
  static Rounds of(Map<String, double[]> times, double[] foreign) {
    double limit = median(foreign);
    boolean[] quiet = new boolean[foreign.length];
    for (int i = 0; i < quiet.length; i++) {
      quiet[i] = foreign[i] <= limit;
    }
    return new Rounds(times, quiet, Arrays.stream(foreign).average().orElse(0));
  }

  /** Returns the median time of a contender in milliseconds. */
  double median(String name) {
    double[] all = milliseconds.get(name);
    return median(kept().mapToDouble(i -> all[i]).toArray());
  }

  /** Returns the median of a contender's time over another's in the same round. */
  double ratio(String name, String base) {
    double[] above = milliseconds.get(name);
    double[] below = milliseconds.get(base);
    return median(kept().mapToDouble(i -> above[i] / below[i]).toArray());
  }

  private IntStream kept() {
    return IntStream.range(0, quiet.length).filter(i -> quiet[i]);
  }

  /** Returns the number of rounds that count. */
  int count() {
    return (int) kept().count();
  }

  /** Returns the mean share of the processors that other processes used. */
  double foreignShare() {
    return foreignShare;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
