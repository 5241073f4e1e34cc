package org.bcnn.objective;

import org.bcnn.graph.Tensor;
import org.bcnn.spec.Spec;

/** A kind of likelihood, before there are targets. Immutable and thread-safe. */
@FunctionalInterface
public interface LikelihoodFamily {
  /**
   * Makes the likelihood of a batch of targets.
   *
   * @param targets the targets, the first axis the batch
   * @return the likelihood; outputs have the shape of the targets, but for {@link
   *     #channelsPerTarget} times the channels
   */
  Likelihood<Tensor> of(Tensor targets);

  /**
   * Returns how many channels a network must put out for each channel of the targets; channels are
   * the second axis.
   *
   * @return usually 1; 2 for a mean and a variance
   */
  default int channelsPerTarget() {
    return 1;
  }

  /**
   * Returns the name and settings that a {@link LikelihoodProvider} makes this from.
   *
   * @return the specification, which a checkpoint stores
   * @throws UnsupportedOperationException if there is none
   */
  default Spec spec() {
    throw new UnsupportedOperationException(
        getClass().getName() + " has no name to be stored under: override spec()");
  }
}
