package org.bcnn.tasks.gan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the rounds of an epoch into its means. Not thread-safe. */
final class RoundMeans {
  private long rounds;
  private final Map<String, Double> sums = new LinkedHashMap<>();

  RoundMeans(Sums soFar) {
    rounds = soFar.rounds();
    sums.putAll(soFar.values());
  }

  /**
   * Sums over the rounds of an epoch so far.
   *
   * @param rounds how many rounds
   * @param values the sum of each value by name; empty if there are no rounds
   */
  public record Sums(long rounds, Map<String, Double> values) {
    /** Those over no rounds. */
    public static final Sums NONE = new Sums(0, Map.of());

    /** Copies the map, whose order is kept. */
    public Sums {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  void add(GameRound round) {
    rounds++;
    round.values().forEach((name, value) -> sums.merge(name, value, Double::sum));
  }

  Sums sums() {
    return new Sums(rounds, sums);
  }

  Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum / rounds));
    return means;
  }
}
