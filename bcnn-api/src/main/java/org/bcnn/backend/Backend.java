package org.bcnn.backend;

/** A started engine. Thread-safe. Closing is idempotent; use after close is refused. */
public interface Backend extends AutoCloseable {
  /**
   * Returns what the backend says of itself.
   *
   * @return versions and device
   */
  BackendInfo info();

  /**
   * Opens a session with no variables.
   *
   * @return the session, to close
   * @throws IllegalStateException if the backend is closed
   */
  Session openSession();

  /** Closes the backend and whatever it opened that is still open. */
  @Override
  void close();
}
