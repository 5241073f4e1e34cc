package org.bcnn.backend;

import org.bcnn.graph.Op;
import org.bcnn.random.NoiseAddress;

/**
 * The part of a noise address that is known when a function runs; the layer path and the draw are
 * in the graph.
 *
 * @param seed the seed of the run
 * @param step the step, or the batch in prediction
 */
public record NoiseSeed(long seed, long step) {
  /**
   * Returns the address of one noise node in this run.
   *
   * @param noise the noise operation
   * @return the address
   */
  public NoiseAddress address(Op.Noise noise) {
    return new NoiseAddress(seed, step, noise.path(), noise.draw());
  }

  /**
   * Returns the seed of the following step.
   *
   * @return the same seed at the next step
   */
  public NoiseSeed next() {
    return new NoiseSeed(seed, step + 1);
  }
}
