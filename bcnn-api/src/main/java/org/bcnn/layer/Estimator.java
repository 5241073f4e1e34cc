package org.bcnn.layer;

/** How a pass through the network estimates the expectation over weights. */
public enum Estimator {
  /**
   * Local reparameterisation (Kingma, Salimans and Welling 2015): noise on each layer's outputs,
   * independent per example and output element. Marginals are exact; draws are independent between
   * pixels.
   */
  LOCAL_REPARAMETERISATION,
  /** Bayes by Backprop (Blundell et al. 2015): one draw of the weights, shared by the batch. */
  WEIGHT_SAMPLING,
  /**
   * Flipout (Wen et al. 2018): one draw of the weights' deviations from their means, whose signs
   * are flipped at random for each example and channel.
   */
  FLIPOUT,
  /** No sampling: the weights are the posterior means. */
  MEAN
}
