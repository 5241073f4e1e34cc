package org.bcnn.schedule;

import java.util.List;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * A rate that falls by a factor whenever the validation part has stopped improving: after each
 * complete epoch its negative log-likelihood is compared with the best so far; after more than
 * {@code patience} epochs in a row that are no better the rate falls, and the count starts again.
 * What counts is the likelihood of the predictive distribution, never an objective with a KL
 * divergence in it.
 *
 * @param patience how many epochs in a row may be no better, at least 0
 * @param decay what the rate is multiplied by, over 0 and under 1
 * @param threshold by how much an epoch must be better to count as better, nats per example, at
 *     least 0
 * @param least the least factor on the rate that the run was given, from 0 to 1
 */
public record ReduceOnPlateau(int patience, double decay, double threshold, double least)
    implements LearningRateSchedule {
  /** Checks the settings. */
  public ReduceOnPlateau {
    if (patience < 0 || !(threshold >= 0)) {
      throw new IllegalArgumentException(
          "patience and threshold must not be negative, got " + patience + " and " + threshold);
    }
    if (!(decay > 0) || !(decay < 1)) {
      throw new IllegalArgumentException(
          "the factor of the rate must be over 0 and under 1, got " + decay);
    }
    if (!(least >= 0) || !(least <= 1)) {
      throw new IllegalArgumentException(
          "the least part of the rate must be from 0 to 1, got " + least);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if an epoch has no validation score
   */
  @Override
  public double factor(TrainingProgress progress) {
    double factor = 1;
    double best = Double.POSITIVE_INFINITY;
    int worse = 0;
    for (double score : progress.validation()) {
      if (Double.isNaN(score)) {
        throw new IllegalStateException(
            "the learning rate schedule "
                + ReduceOnPlateauProvider.NAME
                + " needs a validation score after every epoch: set part of the training data"
                + " aside for validation, or choose another schedule");
      }
      if (score < best - threshold) {
        best = score;
        worse = 0;
      } else if (++worse > patience) {
        factor = Math.max(least, factor * decay);
        worse = 0;
      }
    }
    return factor;
  }

  @Override
  public Spec spec() {
    return Spec.of(ReduceOnPlateauProvider.NAME)
        .with(ReduceOnPlateauProvider.PATIENCE, patience)
        .with(ReduceOnPlateauProvider.FACTOR, decay)
        .with(ReduceOnPlateauProvider.THRESHOLD, threshold)
        .with(ReduceOnPlateauProvider.LEAST, least);
  }

  /** Makes rates that fall on plateaus by name. */
  public static final class ReduceOnPlateauProvider implements LearningRateScheduleProvider {
    static final String NAME = "plateau";
    static final String PATIENCE = "patience";
    static final String FACTOR = "factor";
    static final String THRESHOLD = "threshold";
    static final String LEAST = "min";

    /** Makes the provider. */
    public ReduceOnPlateauProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "falls when the validation part stops improving";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          new Setting(PATIENCE, "3", "how many epochs in a row may be no better"),
          Setting.number(FACTOR, 0.5, "what the rate is multiplied by"),
          Setting.number(THRESHOLD, 1e-4, "what counts as better, nats per example"),
          Setting.number(LEAST, 0, "the least part of the rate"),
          WarmUp.SETTING);
    }

    @Override
    public LearningRateSchedule create(Spec spec) {
      return WarmUp.before(
          new ReduceOnPlateau(
              spec.integer(PATIENCE),
              spec.number(FACTOR),
              spec.number(THRESHOLD),
              spec.number(LEAST)),
          spec);
    }
  }
}
