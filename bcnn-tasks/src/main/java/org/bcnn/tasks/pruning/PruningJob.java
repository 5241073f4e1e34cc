package org.bcnn.tasks.pruning;

import java.util.Objects;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.pruning.Pruning;
import org.bcnn.models.pruning.PruningCriterion;
import org.bcnn.models.pruning.PruningTarget;
import org.bcnn.models.pruning.UnitPruning;

/**
 * What is removed from a network.
 *
 * @param criterion by what it is ranked
 * @param removal what goes, and how much of it
 */
public record PruningJob(PruningCriterion criterion, Removal removal) {
  /** Checks that nothing is null. */
  public PruningJob {
    Objects.requireNonNull(criterion, "criterion");
    Objects.requireNonNull(removal, "removal");
  }

  /** What goes. */
  public sealed interface Removal {
    /**
     * Returns the share that goes, as far as it is known beforehand.
     *
     * @return from 0 to 1; NaN for a threshold
     */
    double share();
  }

  /**
   * Single weights.
   *
   * @param target how many
   */
  public record Weights(PruningTarget target) implements Removal {
    @Override
    public double share() {
      return target instanceof PruningTarget.Fraction fraction ? fraction.share() : Double.NaN;
    }
  }

  /**
   * Filters and units of hidden layers.
   *
   * @param share the share of each layer
   */
  public record Units(double share) implements Removal {
    /** Checks the share. */
    public Units {
      if (!(share >= 0 && share < 1)) {
        throw new IllegalArgumentException(
            "the fraction of units to remove must be at least 0 and below 1, got " + share);
      }
    }
  }

  /**
   * Removes it.
   *
   * @param checkpoint the network
   * @return the pruned network
   * @throws IllegalArgumentException if it cannot be removed; the message says why
   */
  public Checkpoint apply(Checkpoint checkpoint) {
    if (removal instanceof Units units) {
      return UnitPruning.shrink(checkpoint, UnitPruning.best(checkpoint, criterion, units.share()));
    }
    return Pruning.prune(checkpoint, criterion, ((Weights) removal).target());
  }

  /**
   * Returns a name for files.
   *
   * @return such as {@code snr-0.9}, {@code l1-0.9-per-layer}, {@code snr-threshold-1.0} or {@code
   *     snr-units-0.5}
   */
  public String name() {
    if (removal instanceof Units units) {
      return criterion.key() + "-units-" + units.share();
    }
    PruningTarget target = ((Weights) removal).target();
    if (target instanceof PruningTarget.Threshold threshold) {
      return criterion.key() + "-threshold-" + threshold.value();
    }
    PruningTarget.Fraction fraction = (PruningTarget.Fraction) target;
    String scope = fraction.scope() == PruningTarget.Scope.GLOBAL ? "" : "-per-layer";
    return criterion.key() + "-" + fraction.share() + scope;
  }
}
