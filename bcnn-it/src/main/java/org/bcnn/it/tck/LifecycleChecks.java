package org.bcnn.it.tck;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Closing is idempotent and reaches what is beneath; use after close is refused. */
final class LifecycleChecks implements RuleGroup {
  private static final Variable WEIGHT = new Variable("w", Shape.of(3));
  private static final HostTensor VALUE = HostTensor.full(Shape.of(3), 2);

  private final Subject subject;

  LifecycleChecks(Subject subject) {
    this.subject = subject;
  }

  @Override
  public Stream<Check> checks() {
    return Stream.of(
        new Check("B-601", "closing twice", this::twice),
        new Check("B-602", "use of a closed executable", this::closedExecutable),
        new Check("B-602", "use of a closed session", this::closedSession),
        new Check("B-602", "use of a closed backend", this::closedBackend),
        new Check("B-603", "closing a session closes its executables", this::sessionCloses),
        new Check("B-603", "closing a backend closes its sessions", this::backendCloses),
        new Check("B-604", "an executable left open is reported", this::leakedExecutable),
        new Check("B-604", "a session left open is reported", this::leakedSession),
        new Check("B-605", "closing in order is not reported", this::inOrder),
        new Check("B-606", "siblings of what is closed go on", this::siblings));
  }

  private Backend open() {
    return subject.provider().open(BackendOptions.DEFAULT);
  }

  private static Session session(Backend backend) {
    Session session = backend.openSession();
    session.set(WEIGHT, VALUE);
    return session;
  }

  private static Function function() {
    GraphBuilder graph = new GraphBuilder();
    return graph.function("identity").output("w", graph.read(WEIGHT)).build();
  }

  private static void works(Executable executable) {
    Oracle.checkExact("w", VALUE, executable.run(Map.of(), Subject.NO_NOISE).get("w"));
  }

  private static void refuses(String what, Expect.Action action) {
    Expect.error(IllegalStateException.class, what, action);
  }

  private static void refusesAll(Session session) {
    refuses("set in a closed session", () -> session.set(WEIGHT, VALUE));
    refuses("get in a closed session", () -> session.get(WEIGHT));
    refuses("compile in a closed session", () -> session.compile(function()).close());
  }

  private static void refuses(Executable executable) {
    refuses("a run of a closed executable", () -> executable.run(Map.of(), Subject.NO_NOISE));
  }

  private void twice() {
    Backend backend = open();
    Session session = session(backend);
    Executable executable = session.compile(function());
    executable.close();
    executable.close();
    session.close();
    session.close();
    executable.close();
    backend.close();
    backend.close();
    session.close();
    executable.close();
  }

  private void closedExecutable() {
    try (Session session = session(subject.backend())) {
      Executable executable = session.compile(function());
      works(executable);
      executable.close();
      refuses(executable);
      refuses(executable);
    }
  }

  private void closedSession() {
    Session session = session(subject.backend());
    session.close();
    refusesAll(session);
  }

  private void closedBackend() {
    Backend backend = open();
    backend.close();
    refuses("openSession of a closed backend", () -> backend.openSession().close());
  }

  private void sessionCloses() {
    LeakDetection.run(
        false,
        () -> {
          try (Backend backend = open()) {
            Session session = session(backend);
            Executable executable = session.compile(function());
            works(executable);
            session.close();
            refuses(executable);
          }
        });
  }

  private void backendCloses() {
    LeakDetection.run(
        false,
        () -> {
          Backend backend = open();
          Session session = session(backend);
          Executable executable = session.compile(function());
          works(executable);
          backend.close();
          refuses(executable);
          refusesAll(session);
        });
  }

  private void leakedExecutable() {
    LeakDetection.run(
        true,
        () -> {
          try (Backend backend = open()) {
            Session session = session(backend);
            Executable executable = session.compile(function());
            namesWhere(
                Expect.error(
                    IllegalStateException.class,
                    "closing a session with an open executable",
                    session::close));
            refuses(executable);
            refusesAll(session);
          }
        });
  }

  private void leakedSession() {
    LeakDetection.run(
        true,
        () -> {
          Backend backend = open();
          Session session = session(backend);
          namesWhere(
              Expect.error(
                  IllegalStateException.class,
                  "closing a backend with an open session",
                  backend::close));
          refusesAll(session);
        });
  }

  private static void namesWhere(IllegalStateException leak) {
    boolean named =
        Arrays.stream(leak.getSuppressed())
            .flatMap(opened -> Arrays.stream(opened.getStackTrace()))
            .anyMatch(frame -> frame.getClassName().equals(LifecycleChecks.class.getName()));
    Expect.that(named, "the error does not say where what is still open was opened");
  }

  private void inOrder() {
    LeakDetection.run(
        true,
        () -> {
          Backend backend = open();
          Session one = session(backend);
          Session two = session(backend);
          Executable first = one.compile(function());
          Executable second = one.compile(function());
          first.close();
          second.close();
          one.close();
          two.close();
          backend.close();
        });
  }

  private void siblings() {
    Backend other = open();
    try (Session session = session(subject.backend());
        Executable executable = session.compile(function())) {
      session.compile(function()).close();
      works(executable);
      session(subject.backend()).close();
      works(executable);
      other.close();
      works(executable);
    }
  }
}
