package org.bcnn.it.tck;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendException;
import org.bcnn.backend.BackendInfo;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.graph.Function;
import org.bcnn.it.tck.reference.ReferenceBackend;

/** Providers and backends that say the wrong thing of themselves. */
final class WrongProviders {
  private WrongProviders() {}

  static List<WrongBackend> all() {
    return List.of(
        wrong(
            "a name with capitals",
            Set.of("B-901", "B-903"),
            "the name 'Reference' is not of lower-case letters, digits and hyphens",
            new Provider("Reference", Optional.empty(), 0)),
        wrong(
            "an available backend that says it is not",
            Set.of("B-902"),
            "a backend that opened is unavailable",
            new Provider("reference", Optional.of("no engine"), 0)),
        wrong(
            "a backend with another name than its provider",
            Set.of("B-903"),
            "the backend calls itself 'reference', its provider 'other'",
            new Provider("other", Optional.empty(), 0)),
        wrong(
            "no native version",
            Set.of("B-903"),
            "something is blank in BackendInfo",
            WrongBackend.provider(WrongProviders::withoutVersion)),
        wrong(
            "at least two threads",
            Set.of("B-904"),
            "B-904: threads: unexpected org.bcnn.backend.BackendException: needs 2 threads",
            new Provider("reference", Optional.empty(), 2)),
        wrong(
            "an executable with another function",
            Set.of("B-905"),
            "the executable has another function",
            WrongBackend.withExecutables(
                (session, function) ->
                    new ForwardingExecutable(session.compile(function)) {
                      @Override
                      public Function function() {
                        return Rewriter.rewrite(function, (graph, node, x) -> null);
                      }
                    })));
  }

  private static WrongBackend wrong(
      String fault, Set<String> rules, String message, BackendProvider provider) {
    return new WrongBackend(fault, "providers", rules, message, provider);
  }

  private static Backend withoutVersion() {
    return new ForwardingBackend(new ReferenceBackend()) {
      @Override
      public BackendInfo info() {
        return new BackendInfo("reference", "Java loops", "", "cpu", 1);
      }
    };
  }

  /** A provider of the reference. */
  private record Provider(String name, Optional<String> unavailableReason, int leastThreads)
      implements BackendProvider {
    @Override
    public String description() {
      return "the reference with a fault";
    }

    @Override
    public Backend open(BackendOptions options) {
      if (options.threads() > 0 && options.threads() < leastThreads) {
        throw new BackendException("needs " + leastThreads + " threads");
      }
      return new ReferenceBackend();
    }
  }
}
