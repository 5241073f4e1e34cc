package org.bcnn.prior;

/**
 * A prior under which all weights are independent and alike, and whose density can be had without a
 * graph, for what looks at weights one by one, such as pruning by divergence.
 */
public interface HostDensity extends Prior {
  /**
   * Returns the log density of one weight.
   *
   * @param weight the weight
   * @return {@code log p(w)} in nats
   */
  double logDensity(double weight);
}
