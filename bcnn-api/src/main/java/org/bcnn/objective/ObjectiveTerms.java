package org.bcnn.objective;

import java.util.List;
import org.bcnn.graph.Tensor;

/**
 * The objective and its parts, all scalars.
 *
 * @param loss {@code nll + (κ / N) kl}, in nats per example: what is minimised
 * @param negativeLogLikelihood in nats per example, averaged over the batch and the draws
 * @param kl the KL divergence of the whole network from posterior to prior, in nats
 * @param outputs the network's output for each draw
 */
public record ObjectiveTerms(
    Tensor loss, Tensor negativeLogLikelihood, Tensor kl, List<Tensor> outputs) {
  /** Copies the list. */
  public ObjectiveTerms {
    outputs = List.copyOf(outputs);
  }
}
