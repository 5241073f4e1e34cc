package org.bcnn.it.tck;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.RunArguments;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.ReferenceBackend;
import org.bcnn.tensor.HostTensor;

/** Backends that handle variables, updates or outputs wrong. */
final class WrongState {
  private WrongState() {}

  static List<WrongBackend> all() {
    return List.of(
        new WrongBackend(
            "outputs sorted by name",
            "operations",
            Set.of("B-122"),
            "outputs come in the order",
            WrongBackend.withExecutables(
                (session, function) ->
                    new ForwardingExecutable(session.compile(function)) {
                      @Override
                      public Map<String, HostTensor> run(
                          Map<String, HostTensor> inputs, NoiseSeed noise) {
                        return new TreeMap<>(super.run(inputs, noise));
                      }
                    })),
        wrong(
            "updates applied one after another",
            Set.of("B-301", "B-309"),
            "B-301: two variables are swapped: b after swap 1",
            WrongBackend.withExecutables(OneByOne::new)),
        wrong(
            "the last of several updates lost",
            Set.of("B-301", "B-307", "B-308", "B-309"),
            "B-301: two variables are swapped: b after swap 1",
            WrongBackend.withExecutables(
                (session, function) -> session.compile(withoutLastUpdate(function)))),
        wrong(
            "outputs computed after the updates",
            Set.of("B-301", "B-302"),
            "B-302: outputs show the old and the new value: the old value",
            WrongBackend.withExecutables(OutputsLast::new)),
        wrong(
            "prediction changes a variable",
            Set.of("B-303", "B-304", "B-305", "B-306"),
            "B-303: a function without updates changes nothing",
            WrongBackend.withExecutables(
                (session, function) ->
                    after(session, function, (run, v) -> function.updates().isEmpty() ? 1 : 0))),
        wrong(
            "variables read when first run",
            Set.of("B-304"),
            "B-304: a variable set between runs is seen: a after it was set again",
            WrongBackend.withExecutables(Stale::new)),
        wrong(
            "values set together get mixed up",
            Set.of("B-304"),
            "B-304: variables are set and read together: ",
            WrongBackend.withSessions(MixingUp::new)),
        wrong(
            "sessions share their variables",
            Set.of("B-305"),
            "B-305: sessions do not share variables",
            WrongBackend.provider(SharedVariables::new)),
        wrong(
            "set keeps the array",
            Set.of("B-306"),
            "B-306: set and get copy: the variable",
            WrongBackend.withSessions(Aliasing::new)),
        wrong(
            "a constant is no new value",
            Set.of("B-307"),
            "B-307: a variable takes an input or a constant",
            WrongBackend.withExecutables(
                (session, function) -> session.compile(withoutConstantUpdates(function)))),
        wrong(
            "a refused run spoils what it would have updated",
            Set.of("B-308"),
            "B-308: a refused run changes nothing: a",
            WrongBackend.withExecutables(Spoiling::new)),
        wrong(
            "Adam's epsilon in the wrong place",
            Set.of("B-309"),
            "B-309: adam with a large epsilon: the parameter after step 1",
            WrongOperations.withUncorrectedEpsilon()),
        wrong(
            "every run rounds differently",
            Set.of("B-801", "B-802"),
            "B-801: a training run repeats bit by bit",
            unrepeatable()),
        wrong(
            "state that get does not return",
            Set.of("B-802"),
            "B-802: a training run resumes bit by bit",
            WrongBackend.withExecutables(
                (session, function) ->
                    after(session, function, (run, v) -> run == 7 ? Math.ulp(v) : 0))));
  }

  private static WrongBackend wrong(
      String fault, Set<String> rules, String message, BackendProvider provider) {
    return new WrongBackend(fault, "updates", rules, message, provider);
  }

  private static Function withoutLastUpdate(Function function) {
    List<Variable> updated = List.copyOf(function.updates().keySet());
    return withUpdates(
        function, updated.size() < 2 ? updated : updated.subList(0, updated.size() - 1));
  }

  private static Function withoutConstantUpdates(Function function) {
    return withUpdates(
        function,
        function.updates().keySet().stream()
            .filter(v -> !function.updates().get(v).node().op().label().equals("constant"))
            .toList());
  }

  private static GraphBuilder graph(Function function) {
    return function.nodes().get(0).output().graph();
  }

  private static Function withUpdates(Function function, List<Variable> updated) {
    Function.Builder builder = graph(function).function(function.name());
    function.outputs().forEach(builder::output);
    updated.forEach(variable -> builder.update(variable, function.updates().get(variable)));
    return builder.build();
  }

  /** The inputs that a part of a function depends on. */
  private static Map<String, HostTensor> needed(Executable part, Map<String, HostTensor> inputs) {
    return Oracle.needed(part.function(), inputs);
  }

  /** What is added to the first element of a variable after a run. */
  private interface Disturbance {
    float of(int run, float value);
  }

  private static Executable after(Session session, Function function, Disturbance disturbance) {
    return new ForwardingExecutable(session.compile(function)) {
      private int runs;

      @Override
      public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
        Map<String, HostTensor> outputs = super.run(inputs, noise);
        runs++;
        for (Variable variable : function.variables()) {
          HostTensor value = session.get(variable);
          value.data()[0] += disturbance.of(runs, value.data()[0]);
          session.set(variable, value);
        }
        return outputs;
      }
    };
  }

  private static BackendProvider unrepeatable() {
    int[] runs = {0};
    return WrongBackend.withExecutables(
        (session, function) ->
            after(
                session,
                function,
                (run, v) -> function.name().equals("training step") ? runs[0]++ * 1e-6f : 0));
  }

  /** Runs the outputs, and each update as a function of its own. */
  private static final class OneByOne extends ForwardingExecutable {
    private final List<Executable> updates = new ArrayList<>();
    private final Executable outputs;

    OneByOne(Session session, Function function) {
      super(session.compile(function));
      outputs = outputs(session, function);
      function
          .updates()
          .forEach(
              (variable, value) ->
                  updates.add(
                      session.compile(
                          graph(function).function("update").update(variable, value).build())));
    }

    @Override
    public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
      RunArguments.check(function(), inputs);
      Map<String, HostTensor> result = outputs.run(needed(outputs, inputs), noise);
      updates.forEach(update -> update.run(needed(update, inputs), noise));
      return function().outputs().isEmpty() ? Map.of() : result;
    }

    @Override
    public void close() {
      updates.forEach(Executable::close);
      outputs.close();
      super.close();
    }
  }

  /** Compiles the outputs alone; a function needs one, so a function of updates gets a constant. */
  private static Executable outputs(Session session, Function function) {
    Function.Builder builder = graph(function).function("outputs");
    function.outputs().forEach(builder::output);
    if (function.outputs().isEmpty()) {
      builder.output("nothing", graph(function).constant(0));
    }
    return session.compile(builder.build());
  }

  /** Runs the updates first, the outputs then. */
  private static final class OutputsLast extends ForwardingExecutable {
    private final Executable outputs;

    OutputsLast(Session session, Function function) {
      super(session.compile(function));
      outputs = outputs(session, function);
    }

    @Override
    public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
      Map<String, HostTensor> early = super.run(inputs, noise);
      return early.isEmpty() ? early : outputs.run(needed(outputs, inputs), noise);
    }

    @Override
    public void close() {
      outputs.close();
      super.close();
    }
  }

  /** Sees, in functions without updates, the values of the first run if they were set since. */
  private static final class Stale extends ForwardingExecutable {
    private final Session session;
    private final Map<Variable, HostTensor> first = new HashMap<>();

    Stale(Session session, Function function) {
      super(session.compile(function));
      this.session = session;
    }

    @Override
    public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
      if (!function().updates().isEmpty()) {
        return super.run(inputs, noise);
      }
      Map<Variable, HostTensor> now = new HashMap<>();
      function().variables().forEach(v -> now.put(v, session.get(v)));
      now.forEach(first::putIfAbsent);
      first.forEach(session::set);
      Map<String, HostTensor> outputs = super.run(inputs, noise);
      now.forEach(session::set);
      return outputs;
    }
  }

  /** Has one store of variables, whatever the session. */
  private static final class SharedVariables extends ForwardingBackend {
    private final Map<Variable, HostTensor> store = new HashMap<>();

    SharedVariables() {
      super(new ReferenceBackend());
    }

    @Override
    public Session openSession() {
      return new ForwardingSession(super.openSession()) {
        @Override
        public void set(Variable variable, HostTensor value) {
          super.set(variable, value);
          store.put(variable, super.get(variable));
        }

        @Override
        public HostTensor get(Variable variable) {
          HostTensor value = store.get(variable);
          return HostTensor.of(value.shape(), value.data().clone());
        }

        @Override
        public Executable compile(Function function) {
          return new ForwardingExecutable(super.compile(function)) {
            @Override
            public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
              function.variables().forEach(v -> session.set(v, store.get(v)));
              Map<String, HostTensor> outputs = super.run(inputs, noise);
              function.updates().keySet().forEach(v -> store.put(v, session.get(v)));
              return outputs;
            }
          };
        }
      };
    }
  }

  /** Gives each of several variables the first value of their shape. */
  private static final class MixingUp extends ForwardingSession {
    MixingUp(Session session) {
      super(session);
    }

    @Override
    public void setAll(Map<Variable, HostTensor> values) {
      for (Variable variable : values.keySet()) {
        values.values().stream()
            .filter(value -> value.shape().equals(variable.shape()))
            .findFirst()
            .ifPresent(value -> set(variable, value));
      }
    }
  }

  /** Reads the arrays given to it at each run and get. */
  private static final class Aliasing extends ForwardingSession {
    private final Map<Variable, HostTensor> given = new HashMap<>();

    Aliasing(Session session) {
      super(session);
    }

    @Override
    public void set(Variable variable, HostTensor value) {
      super.set(variable, value);
      given.put(variable, value);
    }

    @Override
    public HostTensor get(Variable variable) {
      given.forEach(session::set);
      return super.get(variable);
    }

    @Override
    public Executable compile(Function function) {
      return new ForwardingExecutable(super.compile(function)) {
        @Override
        public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
          given.forEach(session::set);
          Map<String, HostTensor> outputs = super.run(inputs, noise);
          given.keySet().removeAll(function.updates().keySet());
          return outputs;
        }
      };
    }
  }

  /** Writes before it has looked at its arguments. */
  private static final class Spoiling extends ForwardingExecutable {
    private final Session session;

    Spoiling(Session session, Function function) {
      super(session.compile(function));
      this.session = session;
    }

    @Override
    public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
      try {
        return super.run(inputs, noise);
      } catch (IllegalArgumentException refused) {
        function().updates().keySet().forEach(v -> session.set(v, HostTensor.zeros(v.shape())));
        throw refused;
      }
    }
  }
}
