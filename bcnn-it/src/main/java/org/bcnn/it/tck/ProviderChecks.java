package org.bcnn.it.tck;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendInfo;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.tensor.HostTensor;

/** What providers and backends say of themselves, and the options they take. */
final class ProviderChecks implements RuleGroup {
  private final Subject subject;

  ProviderChecks(Subject subject) {
    this.subject = subject;
  }

  @Override
  public Stream<Check> checks() {
    return Stream.of(
        new Check("B-901", "name and description", this::names),
        new Check("B-902", "availability", this::available),
        new Check("B-903", "what the backend says of itself", this::info),
        new Check("B-904", "threads", this::threads),
        new Check("B-905", "an executable's function", this::function));
  }

  private void names() {
    BackendProvider provider = subject.provider();
    Expect.that(
        provider.name().matches("[a-z0-9][a-z0-9-]*"),
        "the name '" + provider.name() + "' is not of lower-case letters, digits and hyphens");
    Expect.that(
        provider.name().equals(provider.name()) && !provider.description().isBlank(),
        "the provider describes itself with nothing");
  }

  private void available() {
    for (int i = 0; i < 2; i++) {
      Optional<String> reason = subject.provider().unavailableReason();
      Expect.that(reason.isEmpty(), "a backend that opened is unavailable: " + reason);
    }
  }

  private void info() {
    BackendInfo info = subject.backend().info();
    Expect.that(
        info.name().equals(subject.provider().name()),
        "the backend calls itself '"
            + info.name()
            + "', its provider '"
            + subject.provider().name()
            + "'");
    for (String part : new String[] {info.engine(), info.nativeVersion(), info.device()}) {
      Expect.that(part != null && !part.isBlank(), "something is blank in " + info);
    }
    Expect.that(info.threads() >= 0, "threads is negative in " + info);
  }

  private void threads() {
    SmallNetwork network = new SmallNetwork();
    Function function = network.prediction();
    Map<String, HostTensor> inputs = Map.of("images", network.batch(0).get("images"));
    HostTensor expected = null;
    for (int threads : new int[] {1, 2, 0}) {
      try (Backend backend = subject.provider().open(new BackendOptions(threads));
          Session session = backend.openSession();
          Executable executable = session.compile(function)) {
        for (int i = 0; i < network.variables().size(); i++) {
          session.set(network.variables().get(i), network.initialValues().get(i));
        }
        HostTensor result = executable.run(inputs, Subject.NO_NOISE).get("log probabilities");
        expected = expected == null ? result : expected;
        Tolerances.ACCUMULATED.check(
            "the prediction with " + threads + " threads", DoubleTensor.of(expected), result);
      }
    }
  }

  private void function() {
    Function function = new SmallNetwork().prediction();
    try (Session session = subject.backend().openSession();
        Executable executable = session.compile(function)) {
      Expect.that(executable.function() == function, "the executable has another function");
    }
  }
}
