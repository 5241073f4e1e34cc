package org.bcnn.layer;

/** How the KL divergence from posterior to prior is computed. */
public enum KlMode {
  /** In closed form where prior and posterior have one, else by Monte Carlo. */
  AUTOMATIC,
  /** In closed form; it is an error if there is none. */
  CLOSED_FORM,
  /** From a draw of the weights, {@code log q(w) − log p(w)}, whatever the prior. */
  MONTE_CARLO
}
