package org.bcnn.objective;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Parameter;

/**
 * How likely the targets are, given what a network put out. Immutable.
 *
 * @param <O> the network's output
 */
@FunctionalInterface
public interface Likelihood<O> {
  /**
   * Returns the negative log-likelihood of the batch's targets.
   *
   * @param output the network's output, the first axis of its tensors the batch
   * @return {@code −log p(y | x, w)} in nats per example, averaged over the batch: a scalar
   */
  Tensor negativeLogLikelihood(O output);

  /**
   * Returns what the likelihood learns itself, such as the scale of noise.
   *
   * @return the parameters, always in the same order; usually none
   */
  default List<Parameter> parameters() {
    return List.of();
  }

  /**
   * The categorical likelihood of class labels given logits, the softmax cross-entropy.
   *
   * @param oneHotLabels the labels, {@code [batch, classes]}, a one at each label
   * @return the likelihood, for outputs {@code [batch, classes]}
   */
  static Likelihood<Tensor> categorical(Tensor oneHotLabels) {
    int batch = oneHotLabels.shape().dim(0);
    return logits -> oneHotLabels.multiply(logits.logSoftmax(1)).sum().multiply(-1.0 / batch);
  }
}
