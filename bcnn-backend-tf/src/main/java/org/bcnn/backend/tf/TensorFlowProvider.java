package org.bcnn.backend.tf;

import java.util.Optional;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendException;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;

/**
 * Provides the backend {@code tf}, which runs functions as graphs of TensorFlow Java. Needs no
 * environment variables: what the engine must find there is set before it starts, unless the user
 * has set it. Stateless and thread-safe.
 */
public final class TensorFlowProvider implements BackendProvider {
  /** The name by which users choose this backend. */
  private static final String NAME = "tf";

  /** Makes the provider; nothing is started. */
  public TensorFlowProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "TensorFlow Java, graph and session";
  }

  @Override
  public Optional<String> unavailableReason() {
    return NativeLibrary.missing(TensorFlowProvider.class.getClassLoader());
  }

  /**
   * Starts the engine.
   *
   * @param options how
   * @return the backend, to close
   * @throws BackendException if the engine does not start; the message says why
   */
  @Override
  public Backend open(BackendOptions options) {
    unavailableReason()
        .ifPresent(
            reason -> {
              throw new BackendException("TensorFlow is unavailable: " + reason);
            });
    NativeEnvironment.prepare();
    try {
      return new TensorFlowBackend(NAME, options);
    } catch (LinkageError broken) {
      throw new BackendException(
          "TensorFlow's native library does not load on this machine: " + broken, broken);
    }
  }
}
