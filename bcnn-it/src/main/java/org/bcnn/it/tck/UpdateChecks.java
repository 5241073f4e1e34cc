package org.bcnn.it.tck;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** All updates of a run happen together at its end, and only in its own session. */
final class UpdateChecks implements RuleGroup {
  private static final Shape SHAPE = Shape.of(2, 3);
  private static final Variable A = new Variable("layer/a", SHAPE);
  private static final Variable B = new Variable("layer/b", SHAPE);

  private final Subject subject;
  private final HostTensor first = Values.signed("first", 2, 3);
  private final HostTensor second = Values.signed("second", 2, 3);

  UpdateChecks(Subject subject) {
    this.subject = subject;
  }

  @Override
  public Stream<Check> checks() {
    return Stream.of(
        new Check("B-301", "two variables are swapped", this::swap),
        new Check("B-301", "a chain of updates reads the old values", this::chain),
        new Check("B-302", "outputs show the old and the new value", this::outputs),
        new Check("B-303", "a function without updates changes nothing", this::pure),
        new Check("B-304", "executables of a session share its variables", this::shared),
        new Check("B-304", "a variable set between runs is seen", this::setBetweenRuns),
        new Check("B-304", "variables are set and read together", this::together),
        new Check("B-305", "sessions do not share variables", this::isolated),
        new Check("B-306", "set and get copy", this::copies),
        new Check("B-307", "a variable takes an input or a constant", this::assign),
        new Check("B-308", "a refused run changes nothing", this::refused));
  }

  private void withBoth(Function function, StateCheck check) {
    try (Session session = subject.backend().openSession()) {
      session.set(A, first);
      session.set(B, second);
      try (Executable executable = session.compile(function)) {
        check.run(session, executable);
      }
    }
  }

  /** What is checked with both variables set. */
  private interface StateCheck {
    void run(Session session, Executable executable);
  }

  private void swap() {
    GraphBuilder graph = new GraphBuilder();
    Function function =
        graph.function("swap").update(A, graph.read(B)).update(B, graph.read(A)).build();
    withBoth(
        function,
        (session, executable) -> {
          for (int run = 1; run <= 3; run++) {
            Map<String, HostTensor> outputs = executable.run(Map.of(), Subject.NO_NOISE);
            Expect.that(outputs.isEmpty(), "there are outputs " + outputs.keySet());
            boolean swapped = run % 2 == 1;
            Oracle.checkExact("a after swap " + run, swapped ? second : first, session.get(A));
            Oracle.checkExact("b after swap " + run, swapped ? first : second, session.get(B));
          }
        });
  }

  private void chain() {
    GraphBuilder graph = new GraphBuilder();
    Variable c = new Variable("layer/c", SHAPE);
    Function function =
        graph
            .function("chain")
            .update(A, graph.read(A).negate())
            .update(B, graph.read(A).maximum(graph.read(B)))
            .update(c, graph.read(B))
            .output("c", graph.read(c))
            .build();
    withBoth(
        function,
        (session, executable) -> {
          session.set(c, first);
          Map<String, HostTensor> outputs = executable.run(Map.of(), Subject.NO_NOISE);
          float[] larger = new float[SHAPE.size()];
          float[] negative = new float[SHAPE.size()];
          for (int i = 0; i < larger.length; i++) {
            negative[i] = -first.data()[i];
            larger[i] = Math.max(first.data()[i], second.data()[i]);
          }
          Oracle.checkExact("a", HostTensor.of(SHAPE, negative), session.get(A));
          Oracle.checkExact("b", HostTensor.of(SHAPE, larger), session.get(B));
          Oracle.checkExact("c", second, session.get(c));
          Oracle.checkExact("the output of c", first, outputs.get("c"));
        });
  }

  private void outputs() {
    GraphBuilder graph = new GraphBuilder();
    Tensor doubled = graph.read(A).add(graph.read(A));
    Function function =
        graph
            .function("double")
            .update(A, doubled)
            .output("old", graph.read(A))
            .output("new", doubled)
            .output("old again", graph.read(A).negate().negate())
            .build();
    withBoth(
        function,
        (session, executable) -> {
          HostTensor old = first;
          for (int run = 1; run <= 3; run++) {
            Map<String, HostTensor> outputs = executable.run(Map.of(), Subject.NO_NOISE);
            float[] twice = new float[SHAPE.size()];
            for (int i = 0; i < twice.length; i++) {
              twice[i] = 2 * old.data()[i];
            }
            HostTensor fresh = HostTensor.of(SHAPE, twice);
            Oracle.checkExact("the old value", old, outputs.get("old"));
            Oracle.checkExact("the old value, negated twice", old, outputs.get("old again"));
            Oracle.checkExact("the new value", fresh, outputs.get("new"));
            Oracle.checkExact("the variable", fresh, session.get(A));
            old = fresh;
          }
        });
  }

  private void pure() {
    GraphBuilder graph = new GraphBuilder();
    Function function =
        graph.function("sum").output("sum", graph.read(A).add(graph.read(B))).build();
    withBoth(
        function,
        (session, executable) -> {
          HostTensor sum = executable.run(Map.of(), Subject.NO_NOISE).get("sum");
          HostTensor again = executable.run(Map.of(), Subject.NO_NOISE).get("sum");
          Oracle.checkExact("the second run's output", sum, again);
          Oracle.checkExact("a", first, session.get(A));
          Oracle.checkExact("b", second, session.get(B));
        });
  }

  private static Function increment() {
    GraphBuilder graph = new GraphBuilder();
    return graph.function("increment").update(A, graph.read(A).add(1)).build();
  }

  private static Function read() {
    GraphBuilder graph = new GraphBuilder();
    return graph.function("read").output("a", graph.read(A)).build();
  }

  private void shared() {
    HostTensor zeros = HostTensor.zeros(SHAPE);
    try (Session session = subject.backend().openSession();
        Executable read = session.compile(read());
        Executable increment = session.compile(increment());
        Executable other = session.compile(increment())) {
      session.set(A, zeros);
      for (int run = 1; run <= 3; run++) {
        increment.run(Map.of(), Subject.NO_NOISE);
        other.run(Map.of(), Subject.NO_NOISE);
        Oracle.checkExact(
            "the variable as another executable reads it",
            HostTensor.full(SHAPE, 2 * run),
            read.run(Map.of(), Subject.NO_NOISE).get("a"));
      }
      Oracle.checkExact("the variable", HostTensor.full(SHAPE, 6), session.get(A));
    }
  }

  private void setBetweenRuns() {
    withBoth(
        read(),
        (session, executable) -> {
          Oracle.checkExact("a", first, executable.run(Map.of(), Subject.NO_NOISE).get("a"));
          session.set(A, second);
          Oracle.checkExact(
              "a after it was set again",
              second,
              executable.run(Map.of(), Subject.NO_NOISE).get("a"));
        });
  }

  private void isolated() {
    try (Session one = subject.backend().openSession();
        Session two = subject.backend().openSession();
        Executable increment = one.compile(increment());
        Executable read = two.compile(read())) {
      one.set(A, HostTensor.zeros(SHAPE));
      two.set(A, first);
      increment.run(Map.of(), Subject.NO_NOISE);
      Oracle.checkExact(
          "the other session's variable", first, read.run(Map.of(), Subject.NO_NOISE).get("a"));
      Oracle.checkExact("the other session's variable", first, two.get(A));
      Oracle.checkExact("the variable", HostTensor.full(SHAPE, 1), one.get(A));
    }
  }

  private void together() {
    withBoth(
        read(),
        (session, executable) -> {
          session.setAll(Map.of(A, second, B, first));
          Map<Variable, HostTensor> values = session.getAll(List.of(B, A));
          Expect.that(
              List.copyOf(values.keySet()).equals(List.of(B, A)), "values are in another order");
          Oracle.checkExact("a", second, values.get(A));
          Oracle.checkExact("b", first, values.get(B));
          Oracle.checkExact(
              "a of a run", second, executable.run(Map.of(), Subject.NO_NOISE).get("a"));
        });
  }

  private void copies() {
    withBoth(
        read(),
        (session, executable) -> {
          HostTensor given = HostTensor.of(SHAPE, first.data().clone());
          session.set(A, given);
          given.data()[0] = 77;
          Oracle.checkExact("the variable", first, session.get(A));
          session.get(A).data()[1] = 78;
          executable.run(Map.of(), Subject.NO_NOISE).get("a").data()[2] = 79;
          Oracle.checkExact("the variable", first, session.get(A));
          Oracle.checkExact("a", first, executable.run(Map.of(), Subject.NO_NOISE).get("a"));
        });
  }

  private void assign() {
    GraphBuilder graph = new GraphBuilder();
    Function function =
        graph
            .function("assign")
            .update(A, graph.input("x", SHAPE))
            .update(B, graph.constant(first))
            .build();
    withBoth(
        function,
        (session, executable) -> {
          HostTensor given = HostTensor.of(SHAPE, second.data().clone());
          executable.run(Map.of("x", given), Subject.NO_NOISE);
          given.data()[0] = 77;
          Oracle.checkExact("the variable set to the input", second, session.get(A));
          Oracle.checkExact("the variable set to the constant", first, session.get(B));
        });
  }

  private void refused() {
    GraphBuilder graph = new GraphBuilder();
    Function function =
        graph
            .function("add")
            .update(A, graph.read(A).add(graph.input("x", SHAPE)))
            .update(B, graph.read(A))
            .build();
    withBoth(
        function,
        (session, executable) -> {
          Expect.error(
              IllegalArgumentException.class,
              "a run without its input",
              () -> executable.run(Map.of(), Subject.NO_NOISE));
          Oracle.checkExact("a", first, session.get(A));
          Oracle.checkExact("b", second, session.get(B));
          executable.run(Map.of("x", HostTensor.zeros(SHAPE)), Subject.NO_NOISE);
          Oracle.checkExact("b after a good run", first, session.get(B));
        });
  }
}
