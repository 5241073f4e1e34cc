package org.bcnn.backend;

/**
 * How to open a backend.
 *
 * @param threads compute threads; 0 leaves the choice to the engine
 */
public record BackendOptions(int threads) {
  /** The engine's own choices. */
  public static final BackendOptions DEFAULT = new BackendOptions(0);

  /** Checks that the number of threads is not negative. */
  public BackendOptions {
    if (threads < 0) {
      throw new IllegalArgumentException("threads must not be negative, got " + threads);
    }
  }
}
