package org.bcnn.tasks.training;

import java.util.Objects;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.schedule.KlSchedule;
import org.bcnn.schedule.KlScheduleProvider;
import org.bcnn.schedule.TrainingProgress;

/**
 * What is minimised.
 *
 * @param estimator how the expectation over weights is estimated
 * @param draws posterior draws a step, at least 1
 * @param klMode how the KL divergence is computed
 * @param klWeight κ, the weight of KL / N: 1 for the evidence lower bound, less for a tempered
 *     posterior; at least 0
 * @param klSchedule how that weight is reached
 * @param l1 λ, the strength of the L1 penalty on means: {@code λ Σ |μ|} over all weights but biases
 *     is added to the objective, nats per example; 0 for none
 */
public record ObjectiveSettings(
    Estimator estimator,
    int draws,
    KlMode klMode,
    double klWeight,
    KlSchedule klSchedule,
    double l1) {
  /** Checks the settings. */
  public ObjectiveSettings {
    Objects.requireNonNull(estimator, "estimator");
    Objects.requireNonNull(klMode, "klMode");
    Objects.requireNonNull(klSchedule, "klSchedule");
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, got " + draws);
    }
    if (!(klWeight >= 0) || Double.isInfinite(klWeight)) {
      throw new IllegalArgumentException(
          "the KL weight must be finite and at least 0, got " + klWeight);
    }
    if (!(l1 >= 0) || Double.isInfinite(l1)) {
      throw new IllegalArgumentException(
          "the strength of the L1 penalty must be finite and at least 0, got " + l1);
    }
  }

  /**
   * Settings without a penalty.
   *
   * @param estimator how the expectation over weights is estimated
   * @param draws posterior draws a step, at least 1
   * @param klMode how the KL divergence is computed
   * @param klWeight κ, at least 0
   * @param klSchedule how that weight is reached
   */
  public ObjectiveSettings(
      Estimator estimator, int draws, KlMode klMode, double klWeight, KlSchedule klSchedule) {
    this(estimator, draws, klMode, klWeight, klSchedule, 0);
  }

  /**
   * Settings with a constant KL weight, and the KL divergence in closed form where there is one.
   *
   * @param estimator how the expectation over weights is estimated
   * @param draws posterior draws a step, at least 1
   * @param klWeight κ, at least 0
   */
  public ObjectiveSettings(Estimator estimator, int draws, double klWeight) {
    this(
        estimator,
        draws,
        KlMode.AUTOMATIC,
        klWeight,
        KlScheduleProvider.registry().create("constant"));
  }

  /**
   * Returns the weight of KL / N at a step.
   *
   * @param progress how far the run is
   * @return κ times the schedule's factor
   */
  public double klWeightAt(TrainingProgress progress) {
    return klWeight * klSchedule.factor(progress);
  }
}
