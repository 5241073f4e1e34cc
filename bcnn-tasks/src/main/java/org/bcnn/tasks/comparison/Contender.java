package org.bcnn.tasks.comparison;

import java.util.Locale;

/** A way to classify that takes part in a comparison. */
public enum Contender {
  /** Weights that are distributions. */
  BAYESIAN,
  /** Plain weights. */
  DETERMINISTIC,
  /** Plain weights with dropout that stays on: Monte Carlo dropout (Gal and Ghahramani 2016). */
  DROPOUT,
  /** Several networks of plain weights: a deep ensemble (Lakshminarayanan et al. 2017). */
  ENSEMBLE;

  /**
   * Names it as the command line does.
   *
   * @return the name in lower case
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
