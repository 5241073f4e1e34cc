package org.bcnn.tasks.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.gan.BayesianPlayers;

/**
 * Games that differ in nothing but the seed, in a comparison of games whose players are Bayesian or
 * not.
 *
 * @param players which players are Bayesian
 * @param runs the scores of each run by name, those of {@link #SCORES}, a run a seed; at least one
 */
public record GanContender(BayesianPlayers players, List<Map<String, Double>> runs) {
  /** The names of the scores, in the order of tables, as {@code metrics.json} has them. */
  public static final List<String> SCORES =
      List.of(
          "frechet",
          "precision",
          "recall",
          "modesCovered",
          "leastClassShare",
          "generatedAuroc",
          "discriminatorMutualInformation",
          "generatorParameters",
          "discriminatorParameters",
          "trainSeconds");

  /** Copies the list. */
  public GanContender {
    runs = runs.stream().map(LinkedHashMap::new).map(run -> (Map<String, Double>) run).toList();
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("there is no run of the contender " + players);
    }
  }

  /**
   * Averages a score over the seeds.
   *
   * @param name its name
   * @return its mean with its standard error
   */
  public MeanWithError score(String name) {
    return MeanWithError.of(runs.stream().map(run -> run.get(name)).toList());
  }
}
