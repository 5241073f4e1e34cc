package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendException;
import org.bcnn.backend.BackendInfo;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what backends there are. */
@Command(
    name = "backends",
    description =
        "Lists the backends that are found, with their versions and devices, or why they cannot be used.",
    mixinStandardHelpOptions = true)
final class BackendsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private final Services services;

  BackendsCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Backends backends = services.backends().get();
    int usable = 0;
    for (Backends.Found found : backends.found()) {
      String reason =
          found.unavailable().isPresent()
              ? found.unavailable().get()
              : describe(backends, found, out);
      if (reason == null) {
        usable++;
      } else {
        out.printf("%-5s %s%n      unavailable: %s%n", found.name(), found.description(), reason);
      }
    }
    if (usable == 0) {
      // Throws the message that says what to add.
      backends.choose(null);
    }
    return ExitCode.OK;
  }

  /** Prints what a backend says of itself; returns why it does not open, or null. */
  private static String describe(Backends backends, Backends.Found found, PrintWriter out) {
    try (Backend backend = backends.choose(found.name()).open(BackendOptions.DEFAULT)) {
      BackendInfo info = backend.info();
      out.printf("%-5s %s%n", found.name(), found.description());
      out.printf(
          "      %s, native library %s%n      device %s, threads %s%n",
          info.engine(),
          info.nativeVersion(),
          info.device(),
          info.threads() == 0 ? "as the engine chooses" : info.threads());
      return null;
    } catch (BackendException broken) {
      return broken.getMessage();
    }
  }
}
