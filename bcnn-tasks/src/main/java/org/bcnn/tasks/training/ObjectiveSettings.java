package org.bcnn.tasks.training;

import java.util.Objects;
import org.bcnn.layer.Estimator;

/**
 * What is minimised.
 *
 * @param estimator how the expectation over weights is estimated
 * @param draws posterior draws a step, at least 1
 * @param klWeight κ, the weight of KL / N: 1 for the evidence lower bound, less for a tempered
 *     posterior; at least 0
 */
public record ObjectiveSettings(Estimator estimator, int draws, double klWeight) {
  /** Checks the settings. */
  public ObjectiveSettings {
    Objects.requireNonNull(estimator, "estimator");
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, got " + draws);
    }
    if (!(klWeight >= 0) || Double.isInfinite(klWeight)) {
      throw new IllegalArgumentException(
          "the KL weight must be finite and at least 0, got " + klWeight);
    }
  }
}
