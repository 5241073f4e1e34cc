package org.bcnn.backend;

import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.tensor.HostTensor;

/** A compiled function. Thread-safe. Closing is idempotent; use after close is refused. */
public interface Executable extends AutoCloseable {
  /**
   * Returns the function.
   *
   * @return the function
   */
  Function function();

  /**
   * Runs the function once and applies its updates.
   *
   * @param inputs a value for each of the function's inputs, by name, and nothing else
   * @param noise where in the addressed noise to draw; ignored by functions without noise
   * @return the outputs by name, in the function's order
   * @throws IllegalArgumentException if an input is missing, unknown or of the wrong shape
   * @throws IllegalStateException if a variable has no value, or this is closed
   */
  Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise);

  /** Releases the compiled form. */
  @Override
  void close();
}
