package org.bcnn.backend.djl;

import java.util.Optional;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendException;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;

/**
 * Provides the PyTorch backend: functions become TorchScript, which libtorch runs through DJL.
 * Stateless and thread-safe.
 *
 * <p>libtorch comes from the artifact {@code pytorch-native-cpu} of this platform, or from the
 * folder that the environment variable {@code PYTORCH_LIBRARY_PATH} names. The engine stays loaded
 * for the life of the process. The number of threads holds for each backend on its own, even if
 * several are open.
 */
public final class DjlProvider implements BackendProvider {
  static final String NAME = "djl";

  /** Makes the provider; {@link java.util.ServiceLoader} does. */
  public DjlProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "PyTorch, through DJL";
  }

  @Override
  public Optional<String> unavailableReason() {
    return new NativeLibraries(DjlProvider.class.getClassLoader()).missing();
  }

  @Override
  public Backend open(BackendOptions options) {
    unavailableReason()
        .ifPresent(
            reason -> {
              throw new BackendException("the backend '" + NAME + "' is unavailable: " + reason);
            });
    try {
      return DjlBackend.open(options);
    } catch (LinkageError | RuntimeException failed) {
      throw failed instanceof BackendException known ? known : notStarted(failed);
    }
  }

  private static BackendException notStarted(Throwable failed) {
    Throwable root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new BackendException(
        "PyTorch did not start: "
            + root
            + "; check that the artifacts of ai.djl are all of one version and that the folder"
            + " .djl.ai in the home directory (or the one DJL_CACHE_DIR names) can be written",
        failed);
  }
}
