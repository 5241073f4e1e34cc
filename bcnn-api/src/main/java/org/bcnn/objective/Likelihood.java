package org.bcnn.objective;

import org.bcnn.graph.Tensor;

/** How likely the targets are, given what a network put out. Immutable. */
@FunctionalInterface
public interface Likelihood {
  /**
   * Returns the negative log-likelihood of the batch's targets.
   *
   * @param output the network's output, its first axis the batch
   * @return {@code −log p(y | x, w)} in nats per example, averaged over the batch: a scalar
   */
  Tensor negativeLogLikelihood(Tensor output);

  /**
   * The categorical likelihood of class labels given logits, the softmax cross-entropy.
   *
   * @param oneHotLabels the labels, {@code [batch, classes]}, a one at each label
   * @return the likelihood, for outputs {@code [batch, classes]}
   */
  static Likelihood categorical(Tensor oneHotLabels) {
    int batch = oneHotLabels.shape().dim(0);
    return logits -> oneHotLabels.multiply(logits.logSoftmax(1)).sum().multiply(-1.0 / batch);
  }
}
