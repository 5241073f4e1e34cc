package org.bcnn.it.tck;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.ReferenceBackend;
import org.bcnn.tensor.HostTensor;

/** Backends that close too little, too much or twice. */
final class WrongLifecycle {
  private WrongLifecycle() {}

  static List<WrongBackend> all() {
    return List.of(
        wrong(
            "closing a session twice fails",
            Set.of("B-601"),
            "B-601: closing twice: unexpected java.lang.IllegalStateException: closed already",
            WrongBackend.withSessions(ClosedOnce::new)),
        wrong(
            "a closed executable runs",
            Set.of("B-602"),
            "B-602: use of a closed executable: a run of a closed executable throws nothing",
            WrongBackend.withExecutables(Undead::new)),
        wrong(
            "a closed session answers",
            Set.of("B-602", "B-603", "B-604"),
            "B-602: use of a closed session: get in a closed session throws nothing",
            WrongBackend.withSessions(Remembering::new)),
        wrong(
            "closing a session leaves its executables open",
            Set.of("B-603", "B-604"),
            "B-603: closing a session closes its executables",
            WrongBackend.provider(OrphaningSessions::new)),
        wrong(
            "closing a backend leaves its sessions open",
            Set.of("B-603", "B-604"),
            "B-603: closing a backend closes its sessions",
            WrongBackend.provider(OrphaningBackend::new)),
        wrong(
            "leaks are not reported",
            Set.of("B-604"),
            "B-604: an executable left open is reported: closing a session with an open executable"
                + " throws nothing",
            WrongBackend.withSessions(Silent::new)),
        wrong(
            "leaks are reported without their place",
            Set.of("B-604"),
            "the error does not say where what is still open was opened",
            WrongBackend.withSessions(Placeless::new)),
        wrong(
            "a leak is reported where there is none",
            Set.of("B-605", "B-606"),
            "B-605: closing in order is not reported",
            WrongBackend.withSessions(Suspicious::new)),
        wrong(
            "closing an executable closes its session",
            Set.of("B-606"),
            "B-606: siblings of what is closed go on",
            WrongBackend.withExecutables(
                (session, function) ->
                    new ForwardingExecutable(session.compile(function)) {
                      @Override
                      public void close() {
                        super.close();
                        quietly(session);
                      }
                    })));
  }

  private static WrongBackend wrong(
      String fault, Set<String> rules, String message, BackendProvider provider) {
    return new WrongBackend(fault, "lifecycle", rules, message, provider);
  }

  private static void quietly(AutoCloseable closing) {
    try {
      closing.close();
    } catch (Exception reported) {
      // The fault is that nobody hears of it.
    }
  }

  private static final class ClosedOnce extends ForwardingSession {
    private boolean closed;

    ClosedOnce(Session session) {
      super(session);
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("closed already");
      }
      closed = true;
      super.close();
    }
  }

  /** Compiles itself again when it finds itself closed. */
  private static final class Undead extends ForwardingExecutable {
    private final Session session;
    private boolean closed;

    Undead(Session session, Function function) {
      super(session.compile(function));
      this.session = session;
    }

    @Override
    public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
      if (!closed) {
        return super.run(inputs, noise);
      }
      try (Executable again = session.compile(function())) {
        return again.run(inputs, noise);
      }
    }

    @Override
    public void close() {
      closed = true;
      super.close();
    }
  }

  /** Returns the last value that was set, open or not. */
  private static final class Remembering extends ForwardingSession {
    private HostTensor last;

    Remembering(Session session) {
      super(session);
    }

    @Override
    public void set(Variable variable, HostTensor value) {
      super.set(variable, value);
      last = value;
    }

    @Override
    public HostTensor get(Variable variable) {
      return last;
    }
  }

  /** Opens sessions that close nothing. */
  private static final class OrphaningSessions extends ForwardingBackend {
    OrphaningSessions() {
      super(new ReferenceBackend());
    }

    @Override
    public Session openSession() {
      super.openSession().close();
      return new Orphaning();
    }
  }

  /** Has a backend to itself, which is never closed, and refuses use once closed. */
  private static final class Orphaning extends ForwardingSession {
    private boolean closed;

    Orphaning() {
      super(new ReferenceBackend().openSession());
    }

    private void requireOpen() {
      if (closed) {
        throw new IllegalStateException("this session is closed");
      }
    }

    @Override
    public void set(Variable variable, HostTensor value) {
      requireOpen();
      super.set(variable, value);
    }

    @Override
    public HostTensor get(Variable variable) {
      requireOpen();
      return super.get(variable);
    }

    @Override
    public Executable compile(Function function) {
      requireOpen();
      return super.compile(function);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Refuses to open sessions once closed, and does nothing else about it. */
  private static final class OrphaningBackend extends ForwardingBackend {
    private boolean closed;

    OrphaningBackend() {
      super(new ReferenceBackend());
    }

    @Override
    public Session openSession() {
      if (closed) {
        throw new IllegalStateException("this backend is closed");
      }
      return super.openSession();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class Silent extends ForwardingSession {
    Silent(Session session) {
      super(session);
    }

    @Override
    public void close() {
      quietly(session);
    }
  }

  private static final class Placeless extends ForwardingSession {
    Placeless(Session session) {
      super(session);
    }

    @Override
    public void close() {
      try {
        super.close();
      } catch (IllegalStateException leak) {
        throw new IllegalStateException("something is still open");
      }
    }
  }

  /** Counts what was compiled, but not what was closed. */
  private static final class Suspicious extends ForwardingSession {
    private int compiled;

    Suspicious(Session session) {
      super(session);
    }

    @Override
    public Executable compile(Function function) {
      compiled++;
      return super.compile(function);
    }

    @Override
    public void close() {
      super.close();
      if (compiled > 1) {
        throw new IllegalStateException("session closed with " + compiled + " still open");
      }
    }
  }
}
