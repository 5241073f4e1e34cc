package org.bcnn.tasks.cli;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.models.pruning.PruningCriterion;
import org.bcnn.models.pruning.PruningTarget;
import org.bcnn.tasks.pruning.PruningJob;
import picocli.CommandLine.Option;

/** The options that say what is removed. */
final class PruneJobsMixin {
  private static final double HALF = 0.5;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "snr",
      description = {
        "What weights are ranked by: snr (|mean| / deviation), l1 (|mean|) or kl (their divergence",
        "from the prior), or several of these between commas, side by side. Default:",
        "${DEFAULT-VALUE}."
      })
  private List<String> criteria;

  @Option(
      names = "--fraction",
      paramLabel = "F",
      description = "Remove this share of the weights, biases left out. Default: 0.9.")
  private Double fraction;

  @Option(
      names = "--sweep",
      paramLabel = "F",
      split = ",",
      description = "Remove each of these shares, between commas, one network for each.")
  private List<Double> sweep;

  @Option(
      names = "--threshold",
      paramLabel = "X",
      description = "Remove the weights whose |mean| / deviation, |mean| or divergence is below X.")
  private Double threshold;

  @Option(
      names = "--per-layer",
      description =
          "Remove the share from each layer. Default: from all together, so that layers may lose "
              + "more or less.")
  private boolean perLayer;

  @Option(
      names = "--structured",
      description =
          "Remove filters and units, this share of each hidden layer, which leaves a smaller network.")
  private boolean structured;

  @Option(
      names = "--half",
      description = "Remove half of the filters and units: --structured --fraction 0.5.")
  private boolean half;

  /**
   * Returns what is to be removed: for each criterion, each share.
   *
   * @throws IllegalArgumentException if the options contradict each other
   */
  List<PruningJob> jobs() {
    requireOne();
    boolean units = structured || half;
    if (threshold != null && units) {
      throw new IllegalArgumentException(
          "units are removed by share, not by a threshold; name a --fraction");
    }
    if (threshold != null && criteria.size() > 1) {
      throw new IllegalArgumentException(
          "one threshold makes no sense for several of --by, whose units differ; name one");
    }
    if (perLayer && (units || threshold != null)) {
      throw new IllegalArgumentException(
          "--per-layer is for a share of single weights; leave it away");
    }
    List<PruningJob> jobs = new ArrayList<>();
    for (String name : criteria) {
      PruningCriterion criterion = PruningCriterion.of(name.strip());
      if (threshold != null) {
        jobs.add(weights(criterion, PruningTarget.threshold(threshold)));
        continue;
      }
      for (double share : shares()) {
        jobs.add(
            units
                ? new PruningJob(criterion, new PruningJob.Units(share))
                : weights(criterion, PruningTarget.fraction(share, scope())));
      }
    }
    if (jobs.size() > jobs.stream().distinct().count()) {
      throw new IllegalArgumentException("--by or --sweep names the same thing twice");
    }
    return List.copyOf(jobs);
  }

  private static PruningJob weights(PruningCriterion criterion, PruningTarget target) {
    return new PruningJob(criterion, new PruningJob.Weights(target));
  }

  private void requireOne() {
    int given = 0;
    for (boolean each : new boolean[] {fraction != null, sweep != null, threshold != null, half}) {
      given += each ? 1 : 0;
    }
    if (given > 1) {
      throw new IllegalArgumentException(
          "--fraction, --sweep, --threshold and --half each say how much is removed; give one");
    }
  }

  private List<Double> shares() {
    if (half) {
      return List.of(HALF);
    }
    if (sweep != null) {
      return sweep;
    }
    return List.of(fraction != null ? fraction : 0.9);
  }

  private PruningTarget.Scope scope() {
    return perLayer ? PruningTarget.Scope.PER_LAYER : PruningTarget.Scope.GLOBAL;
  }
}
