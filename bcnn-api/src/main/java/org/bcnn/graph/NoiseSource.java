package org.bcnn.graph;

/** Who makes the noise of a noise node. */
public enum NoiseSource {
  /**
   * The counter-based generator of {@link org.bcnn.random}: the same bits on every backend, JVM and
   * machine.
   */
  PORTABLE,
  /**
   * The engine's own generator: repeatable on one backend for the same address, different between
   * backends.
   */
  NATIVE
}
