package org.bcnn.backend;

import java.util.Optional;

/**
 * Finds and opens one backend; registered under this interface's name for {@link
 * java.util.ServiceLoader}. Making a provider and asking it anything but {@link #open} must not
 * start the engine.
 */
public interface BackendProvider {
  /**
   * Returns the name by which users choose the backend: lower-case letters, digits and hyphens.
   *
   * @return the name, unique among providers
   */
  String name();

  /**
   * Says in a few words what the backend runs on.
   *
   * @return the description
   */
  String description();

  /**
   * Says why the backend cannot be used here, without starting the engine.
   *
   * @return the reason, such as a missing native library; empty if the backend is available
   */
  Optional<String> unavailableReason();

  /**
   * Starts the engine.
   *
   * @param options how
   * @return the backend, to close
   * @throws BackendException if the engine does not start; the message says why
   */
  Backend open(BackendOptions options);
}
