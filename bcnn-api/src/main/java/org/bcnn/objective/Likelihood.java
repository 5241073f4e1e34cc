package org.bcnn.objective;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Parameter;

/**
 * How likely the targets are, given what a network put out. Immutable.
 *
 * @param <O> the network's output
 */
@FunctionalInterface
public interface Likelihood<O> {
  /**
   * Returns the negative log-likelihood of the batch's targets, summed over an example's outputs
   * and averaged over the batch, with all its constants.
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
   * Returns what the likelihood, or the network's input, depends on and somebody else trains, such
   * as the weights of the other player of a game. Other variables that are read and not trained are
   * taken for a mistake.
   *
   * @return the variables; usually none
   */
  default List<Variable> frozen() {
    return List.of();
  }

  /**
   * Makes a {@link CategoricalLikelihood}.
   *
   * @param oneHotLabels the labels, {@code [batch, classes]}, a one at each label
   * @return the likelihood, for logits {@code [batch, classes]}
   */
  static Likelihood<Tensor> categorical(Tensor oneHotLabels) {
    return new CategoricalLikelihood(oneHotLabels);
  }

  /**
   * Makes a {@link BernoulliLikelihood}.
   *
   * @param targets the targets, {@code [batch, …]}, each from 0 to 1
   * @return the likelihood, for logits of the same shape
   */
  static Likelihood<Tensor> bernoulli(Tensor targets) {
    return new BernoulliLikelihood(targets);
  }

  /**
   * Makes a {@link GaussianLikelihood}.
   *
   * @param targets the targets, {@code [batch, …]}
   * @param deviation the standard deviation (not the variance) of the noise
   * @return the likelihood, for means of the same shape
   */
  static Likelihood<Tensor> gaussian(Tensor targets, double deviation) {
    return new GaussianLikelihood(targets, deviation);
  }

  /**
   * Makes a {@link HeteroscedasticLikelihood} with the default bounds.
   *
   * @param targets the targets, {@code [batch, …]}
   * @return the likelihood, for means and log variances of the same shape
   */
  static Likelihood<MeanAndLogVariance> heteroscedastic(Tensor targets) {
    return new HeteroscedasticLikelihood(targets);
  }
}
