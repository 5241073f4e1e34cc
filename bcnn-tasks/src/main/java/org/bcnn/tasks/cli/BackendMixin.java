package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.List;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.Backends;
import picocli.CommandLine.Option;

/** The options that choose a backend. */
final class BackendMixin {
  /** What the command line runs on when several backends are there and none is named. */
  private static final String PREFERRED = "tf";

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "The backend, such as tf (TensorFlow) or djl (PyTorch). Default: the one that "
              + "-Dbcnn.backend or BCNN_BACKEND names, else the only one there is, else tf.")
  private String name;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Compute threads; 0 leaves the choice to the engine. Default: ${DEFAULT-VALUE}.")
  private int threads;

  /** Chooses a provider, and says so if the choice was the command line's own. */
  BackendProvider choose(Backends backends, PrintWriter err) {
    List<String> available = backends.available();
    boolean named =
        name != null
            || isSet(System.getProperty(Backends.PROPERTY))
            || isSet(System.getenv(Backends.VARIABLE));
    if (named || available.size() < 2 || !available.contains(PREFERRED)) {
      return backends.choose(name);
    }
    err.println(
        "backend "
            + PREFERRED
            + " (--backend chooses another of "
            + String.join(", ", available)
            + ")");
    return backends.choose(PREFERRED);
  }

  /** Chooses a provider for what another was used for before, unless one is named as an option. */
  BackendProvider chooseLike(String before, Backends backends, PrintWriter err) {
    return name != null || before == null ? choose(backends, err) : backends.choose(before);
  }

  private static boolean isSet(String value) {
    return value != null && !value.isBlank();
  }

  BackendOptions options() {
    return new BackendOptions(threads);
  }

  Backend open(BackendProvider provider) {
    return provider.open(options());
  }
}
