package org.bcnn.it.tck;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Op;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Backends that accept what they must refuse, or refuse it without saying what is wrong. */
final class WrongErrors {
  private WrongErrors() {}

  static List<WrongBackend> all() {
    return List.of(
        wrong(
            "a missing input is zero",
            Set.of("B-501"),
            "B-501: missing input: the run throws nothing instead of IllegalArgumentException",
            withInputs(WrongErrors::withZeros)),
        wrong(
            "an unknown input is ignored",
            Set.of("B-502"),
            "B-502: unknown input: the run throws nothing instead of IllegalArgumentException",
            withInputs(WrongErrors::withoutUnknown)),
        wrong(
            "an input of another shape is read as it lies",
            Set.of("B-503"),
            "B-503: misshapen input: the run throws nothing instead of IllegalArgumentException",
            withInputs(WrongErrors::reshaped)),
        wrong(
            "refusals say nothing",
            Set.of("B-501", "B-502", "B-503", "B-506"),
            "the message does not name images: bad arguments",
            WrongBackend.withExecutables(
                (session, function) -> new Taciturn(session.compile(function)))),
        wrong(
            "a variable without a value is zero",
            Set.of("B-504"),
            "B-504: unset variable read by a run: the run throws nothing",
            WrongBackend.withSessions(ZeroByDefault::new)),
        wrong(
            "set accepts any shape of the right size",
            Set.of("B-505"),
            "B-505: variable set to another shape: set throws nothing",
            WrongBackend.withSessions(AnyShape::new)),
        wrong(
            "a name may change its shape",
            Set.of("B-506"),
            "B-506: two variables of one name: set of another variable of the name throws nothing",
            WrongBackend.withSessions(NamesByShape::new)));
  }

  private static WrongBackend wrong(
      String fault, Set<String> rules, String message, BackendProvider provider) {
    return new WrongBackend(fault, "errors", rules, message, provider);
  }

  private static BackendProvider withInputs(
      BiFunction<Function, Map<String, HostTensor>, Map<String, HostTensor>> other) {
    return WrongBackend.withExecutables(
        (session, function) ->
            new ForwardingExecutable(session.compile(function)) {
              @Override
              public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
                return super.run(other.apply(function, inputs), noise);
              }
            });
  }

  private static Map<String, HostTensor> withZeros(
      Function function, Map<String, HostTensor> inputs) {
    Map<String, HostTensor> all = new LinkedHashMap<>(inputs);
    function
        .inputs()
        .forEach(input -> all.putIfAbsent(input.name(), HostTensor.zeros(input.shape())));
    return all;
  }

  private static Map<String, HostTensor> withoutUnknown(
      Function function, Map<String, HostTensor> inputs) {
    Map<String, HostTensor> known = new LinkedHashMap<>(inputs);
    known.keySet().retainAll(function.inputs().stream().map(Op.Input::name).toList());
    return known;
  }

  private static Map<String, HostTensor> reshaped(
      Function function, Map<String, HostTensor> inputs) {
    Map<String, HostTensor> fitting = new LinkedHashMap<>(inputs);
    for (Op.Input input : function.inputs()) {
      fitting.computeIfPresent(input.name(), (name, value) -> fitting(input.shape(), value));
    }
    return fitting;
  }

  private static HostTensor fitting(Shape shape, HostTensor value) {
    return value.shape().size() == shape.size() ? HostTensor.of(shape, value.data()) : value;
  }

  private static final class Taciturn extends ForwardingExecutable {
    Taciturn(Executable executable) {
      super(executable);
    }

    @Override
    public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
      try {
        return super.run(inputs, noise);
      } catch (IllegalArgumentException refused) {
        throw new IllegalArgumentException("bad arguments", refused);
      }
    }
  }

  private static final class ZeroByDefault extends ForwardingSession {
    ZeroByDefault(Session session) {
      super(session);
    }

    private void fill(Variable variable) {
      try {
        session.get(variable);
      } catch (IllegalStateException unset) {
        session.set(variable, HostTensor.zeros(variable.shape()));
      }
    }

    @Override
    public HostTensor get(Variable variable) {
      fill(variable);
      return super.get(variable);
    }

    @Override
    public Executable compile(Function function) {
      return new ForwardingExecutable(super.compile(function)) {
        @Override
        public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
          function.variables().forEach(ZeroByDefault.this::fill);
          return super.run(inputs, noise);
        }
      };
    }
  }

  private static final class AnyShape extends ForwardingSession {
    AnyShape(Session session) {
      super(session);
    }

    @Override
    public void set(Variable variable, HostTensor value) {
      super.set(variable, fitting(variable.shape(), value));
    }
  }

  /** Takes variables of one name but another shape for different ones. */
  private static final class NamesByShape extends ForwardingSession {
    private final Map<String, Variable> latest = new HashMap<>();

    NamesByShape(Session session) {
      super(session);
    }

    @Override
    public void set(Variable variable, HostTensor value) {
      Variable known = latest.putIfAbsent(variable.name(), variable);
      if (known == null || known.equals(variable)) {
        super.set(variable, value);
      }
    }
  }
}
