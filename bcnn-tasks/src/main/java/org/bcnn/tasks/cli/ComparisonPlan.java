package org.bcnn.tasks.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bcnn.models.WeightsDescription;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.comparison.Contender;

/**
 * Which runs a comparison consists of. All runs of a seed have the same images.
 *
 * @param contenders who takes part, in the order of the table
 * @param members how many networks an ensemble has; its first is the deterministic contender
 * @param repetitions how many seeds there are
 * @param bayesian what the weights of the Bayesian contender are, null if it takes no part
 * @param plain what the weights of the others are
 * @param dropout the rate of dropout of that contender
 * @param options all that the runs have in common
 */
record ComparisonPlan(
    List<Contender> contenders,
    int members,
    int repetitions,
    WeightsDescription bayesian,
    WeightsDescription plain,
    double dropout,
    RunMixin options) {
  ComparisonPlan {
    contenders = List.copyOf(new LinkedHashSet<>(contenders));
    if (members < 2) {
      throw new IllegalArgumentException(
          "--members must be at least 2, got "
              + members
              + "; without an ensemble, leave it out "
              + "of --contenders");
    }
    if (repetitions < 1) {
      throw new IllegalArgumentException("--seeds must be at least 1, got " + repetitions);
    }
    if (!(dropout > 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "--dropout must be above 0 and below 1, got "
              + dropout
              + "; without dropout, leave it "
              + "out of --contenders");
    }
  }

  /**
   * Returns the seeds. They are as far apart as an ensemble has members, whose seeds follow each
   * other, so that no two ensembles have a seed in common.
   */
  List<Long> seeds() {
    return LongStream.range(0, repetitions)
        .mapToObj(repetition -> options.seed() + repetition * members)
        .toList();
  }

  /** Returns the plans of all runs of a seed, by the names of their folders. */
  Map<String, TrainingPlan> runs(long seed) {
    Map<String, TrainingPlan> all = new LinkedHashMap<>();
    contenders.forEach(contender -> runs(contender, seed).forEach(all::putIfAbsent));
    return all;
  }

  /** Returns the plans of the runs of a contender, several for an ensemble. */
  Map<String, TrainingPlan> runs(Contender contender, long seed) {
    Map<String, TrainingPlan> runs = new LinkedHashMap<>();
    switch (contender) {
      case BAYESIAN -> runs.put("bayesian", options.plan(bayesian, 0, seed));
      case DETERMINISTIC -> runs.put("deterministic", options.plan(plain, 0, seed));
      case DROPOUT -> runs.put("dropout", options.plan(plain, dropout, seed));
      case ENSEMBLE -> {
        runs.putAll(runs(Contender.DETERMINISTIC, seed));
        for (int member = 2; member <= members; member++) {
          runs.put("ensemble-" + member, options.plan(plain, 0, seed + member - 1));
        }
      }
    }
    return runs;
  }

  /** Returns what stands before the name of a run in the folder of the comparison. */
  String parent(long seed) {
    return repetitions == 1 ? "" : "seed-" + seed;
  }
}
