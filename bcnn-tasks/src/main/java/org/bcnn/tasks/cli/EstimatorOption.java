package org.bcnn.tasks.cli;

import java.util.Locale;
import org.bcnn.layer.Estimator;

/** The estimators by the names of the command line. */
enum EstimatorOption {
  /** Local reparameterisation. */
  LRT(
      Estimator.LOCAL_REPARAMETERISATION,
      "local reparameterisation: noise on outputs (Kingma, Salimans and Welling 2015)"),
  /** Weight sampling. */
  WEIGHT(
      Estimator.WEIGHT_SAMPLING,
      "weight sampling: one draw of the weights for a batch (Blundell et al. 2015)"),
  /** Flipout. */
  FLIPOUT(
      Estimator.FLIPOUT,
      "flipout: a draw whose signs differ from example to example (Wen et al. 2018)"),
  /** No sampling. */
  MEAN(Estimator.MEAN, "no sampling: the weights are the posterior means");

  private final Estimator estimator;
  private final String description;

  EstimatorOption(Estimator estimator, String description) {
    this.estimator = estimator;
    this.description = description;
  }

  Estimator estimator() {
    return estimator;
  }

  String description() {
    return description;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
