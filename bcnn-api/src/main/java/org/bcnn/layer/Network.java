package org.bcnn.layer;

import java.util.List;

/**
 * A function, perhaps with weights, of whatever inputs to whatever outputs: of a tensor, or of a
 * record of several. Immutable and thread-safe.
 *
 * @param <I> the inputs
 * @param <O> the outputs
 */
public interface Network<I, O> {
  /**
   * Builds the computation.
   *
   * @param input the input
   * @param pass the pass
   * @return the output
   * @throws IllegalArgumentException if the pass's estimator cannot be used with the network's
   *     posterior; the message names the layer
   */
  O apply(I input, ForwardPass pass);

  /**
   * Returns the weights.
   *
   * @return the parameters, always in the same order; empty for a network without weights
   */
  default List<Parameter> parameters() {
    return List.of();
  }

  /**
   * Returns what layers keep beside their weights.
   *
   * @return the buffers, always in the same order; usually none
   */
  default List<Buffer> buffers() {
    return List.of();
  }

  /**
   * How a network computes its output.
   *
   * @param <I> the inputs
   * @param <O> the outputs
   */
  @FunctionalInterface
  interface Forward<I, O> {
    /**
     * Builds the computation.
     *
     * @param input the input
     * @param pass the pass
     * @return the output
     */
    O apply(I input, ForwardPass pass);
  }

  /**
   * Composes a network in any way: branches, skip connections, several inputs or outputs.
   *
   * @param <I> the inputs
   * @param <O> the outputs
   * @param parts the networks that {@code forward} uses, which bring the weights
   * @param forward applies the parts
   * @return the network
   */
  static <I, O> Network<I, O> of(List<? extends Network<?, ?>> parts, Forward<I, O> forward) {
    return new Composition<>(parts, forward);
  }
}
