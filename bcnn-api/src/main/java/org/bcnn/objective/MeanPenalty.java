package org.bcnn.objective;

import java.util.Optional;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.Parameter;

/**
 * A penalty on the means of weights beside the objective, by which Shridhar et al. (2019) make
 * networks sparse before they prune them. Stateless.
 */
public final class MeanPenalty {
  /** Tensors of fewer axes are biases, or scales and shifts of a normalisation. */
  private static final int WEIGHT_AXES = 2;

  private MeanPenalty() {}

  /**
   * Adds the L1 penalty {@code λ Σ |μ|} to the loss. The sum goes over the posterior means of all
   * kernels and matrices, or over their plain values; removed weights add nothing to it. The
   * gradient at 0 is taken as 0. With a penalty the loss is no bound of the evidence.
   *
   * @param <O> the network's output
   * @param terms the objective
   * @param network the network that it is of
   * @param strength λ, nats per example for a unit of weight
   * @return the same terms with another loss
   */
  public static <O> ObjectiveTerms<O> l1(
      ObjectiveTerms<O> terms, NetworkVariables network, double strength) {
    Optional<Tensor> sum =
        network.parameters().stream()
            .filter(parameter -> parameter.shape().rank() >= WEIGHT_AXES)
            .map(parameter -> magnitude(parameter, terms.loss()))
            .reduce(Tensor::add);
    Tensor loss = sum.map(total -> terms.loss().add(total.multiply(strength))).orElse(terms.loss());
    return new ObjectiveTerms<>(
        loss,
        terms.negativeLogLikelihood(),
        terms.kl(),
        terms.outputs(),
        terms.trainable(),
        terms.buffers());
  }

  private static Tensor magnitude(Parameter parameter, Tensor loss) {
    return parameter.mean(loss.graph()).abs().sum();
  }
}
