package org.bcnn.it.tck;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.ReferenceBackend;
import org.bcnn.tensor.HostTensor;

/** Backends that threads disturb. Pauses make sure that they do. */
final class WrongConcurrency {
  private static final long PAUSE_NANOS = 200_000;

  private WrongConcurrency() {}

  static List<WrongBackend> all() {
    Map<String, HostTensor> everywhere = new HashMap<>();
    return List.of(
        wrong(
            "an executable has one buffer for its inputs",
            Set.of("B-701"),
            "B-701: threads share an executable without updates",
            WrongBackend.withExecutables(
                (session, function) -> new OneBuffer(session.compile(function), new HashMap<>()))),
        wrong(
            "runs with updates do not exclude each other",
            Set.of("B-702"),
            "B-702: runs with updates exclude each other: the counter",
            WrongBackend.withExecutables(Racy::new)),
        wrong(
            "sessions share a buffer for inputs",
            Set.of("B-701", "B-703", "B-704"),
            "B-703: sessions train side by side",
            WrongBackend.withExecutables(
                (session, function) -> new OneBuffer(session.compile(function), everywhere))),
        wrong(
            "closing one backend stops the engine of all",
            Set.of("B-704"),
            "B-704: backends are open side by side",
            oneEngine()));
  }

  private static WrongBackend wrong(
      String fault, Set<String> rules, String message, BackendProvider provider) {
    return new WrongBackend(fault, "concurrency", rules, message, provider);
  }

  /** Copies inputs to a buffer, then runs on what is there. */
  private static final class OneBuffer extends ForwardingExecutable {
    private final Map<String, HostTensor> buffer;

    OneBuffer(Executable executable, Map<String, HostTensor> buffer) {
      super(executable);
      this.buffer = buffer;
    }

    @Override
    public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
      synchronized (buffer) {
        buffer.putAll(inputs);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      Map<String, HostTensor> found = new HashMap<>();
      synchronized (buffer) {
        inputs.keySet().forEach(name -> found.put(name, buffer.get(name)));
      }
      return super.run(found, noise);
    }
  }

  /** Computes new values with others, and stores them when it is done. */
  private static final class Racy extends ForwardingExecutable {
    private final Session session;
    private final Function function;

    private Racy(Session session, Function function) {
      super(session.compile(function.updates().isEmpty() ? function : computing(function)));
      this.session = session;
      this.function = function;
    }

    private static Function computing(Function function) {
      Function.Builder builder = function.nodes().get(0).output().graph().function(function.name());
      function.outputs().forEach((name, value) -> builder.output("output " + name, value));
      function.updates().forEach((v, value) -> builder.output("update " + v.name(), value));
      return builder.build();
    }

    @Override
    public Function function() {
      return function;
    }

    @Override
    public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
      Map<String, HostTensor> computed = super.run(inputs, noise);
      if (function.updates().isEmpty()) {
        return computed;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      for (Variable variable : function.updates().keySet()) {
        session.set(variable, computed.get("update " + variable.name()));
      }
      Map<String, HostTensor> outputs = new HashMap<>();
      function.outputs().keySet().forEach(n -> outputs.put(n, computed.get("output " + n)));
      return outputs;
    }
  }

  /** An engine that counts how often it was closed, and is used by all backends. */
  private static BackendProvider oneEngine() {
    AtomicInteger closed = new AtomicInteger();
    return WrongBackend.provider(() -> sharing(closed));
  }

  private static Backend sharing(AtomicInteger closed) {
    return new ForwardingBackend(new ReferenceBackend()) {
      @Override
      public Session openSession() {
        if (closed.get() > 0) {
          throw new IllegalStateException("the engine has stopped");
        }
        return super.openSession();
      }

      @Override
      public void close() {
        closed.incrementAndGet();
        super.close();
      }
    };
  }
}
