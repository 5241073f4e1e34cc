package org.bcnn.tasks.cli;

import org.bcnn.layer.Estimator;

/** The estimators by the names of the command line. */
enum EstimatorOption {
  /** Local reparameterisation. */
  LRT(Estimator.LOCAL_REPARAMETERISATION),
  /** Weight sampling. */
  WEIGHT(Estimator.WEIGHT_SAMPLING),
  /** No sampling. */
  MEAN(Estimator.MEAN);

  private final Estimator estimator;

  EstimatorOption(Estimator estimator) {
    this.estimator = estimator;
  }

  Estimator estimator() {
    return estimator;
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
