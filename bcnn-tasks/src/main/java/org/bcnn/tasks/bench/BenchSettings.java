package org.bcnn.tasks.bench;

import org.bcnn.layer.Activation;

/**
 * What is timed.
 *
 * @param batchSize images a minibatch
 * @param activation the activation between layers
 * @param draws posterior draws of a prediction
 * @param rounds how often each contender has its turn
 */
public record BenchSettings(int batchSize, Activation activation, int draws, int rounds) {
  /** Checks that all numbers are positive. */
  public BenchSettings {
    if (batchSize < 1 || draws < 1 || rounds < 1) {
      throw new IllegalArgumentException(
          "batch size, draws and rounds must be at least 1, got "
              + batchSize
              + ", "
              + draws
              + " and "
              + rounds);
    }
  }
}
