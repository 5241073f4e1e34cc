package org.bcnn.layer;

/** How the KL divergence from posterior to prior is computed. */
public enum KlMode {
  /** In closed form where the prior has one, else by Monte Carlo. */
  AUTOMATIC,
  /** From a draw of the weights, {@code log q(w) − log p(w)}, whatever the prior. */
  MONTE_CARLO
}
