package org.bcnn.layer;

/** Which mean and variance batch normalisation uses in a pass. */
public enum BatchStatistics {
  /** Those of the batch, which are also recorded for later use: training. */
  OF_BATCH,
  /** Those recorded in training: prediction. */
  RECORDED
}
