package org.bcnn.objective;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;

/**
 * The objective and its parts, all scalars.
 *
 * @param <O> the network's output
 * @param loss what is minimised, in nats per example: {@code nll + (κ / N) kl}, or another bound
 *     where the objective says so
 * @param negativeLogLikelihood in nats per example, averaged over the batch and the draws
 * @param kl the KL divergence of the whole network from posterior to prior, in nats
 * @param outputs the network's output for each draw
 * @param trainable the variables to minimise over: the network's, then the likelihood's
 * @param buffers the new values of what layers keep, averaged over the draws
 */
public record ObjectiveTerms<O>(
    Tensor loss,
    Tensor negativeLogLikelihood,
    Tensor kl,
    List<O> outputs,
    List<Variable> trainable,
    Map<Variable, Tensor> buffers) {
  /** Copies lists and map. */
  public ObjectiveTerms {
    outputs = List.copyOf(outputs);
    trainable = List.copyOf(trainable);
    buffers = Collections.unmodifiableMap(new LinkedHashMap<>(buffers));
  }

  /**
   * Lets a training step store what layers keep.
   *
   * @param function the training step
   */
  public void updateBuffers(Function.Builder function) {
    buffers.forEach(function::update);
  }
}
