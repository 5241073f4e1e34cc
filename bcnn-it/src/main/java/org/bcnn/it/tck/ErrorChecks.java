package org.bcnn.it.tck;

import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Wrong arguments are refused with a message that names them, and do no harm. */
final class ErrorChecks implements RuleGroup {
  private static final Shape SHAPE = Shape.of(2, 3);
  private static final Variable WEIGHT = new Variable("dense/weight", SHAPE);
  private static final HostTensor GOOD = HostTensor.full(SHAPE, 1);

  private final Subject subject;

  ErrorChecks(Subject subject) {
    this.subject = subject;
  }

  @Override
  public Stream<Check> checks() {
    return Stream.of(
        new Check("B-501", "missing input", () -> wrongInputs(Map.of(), "images", "[2, 3]")),
        new Check(
            "B-502",
            "unknown input",
            () -> wrongInputs(Map.of("images", GOOD, "labels", GOOD), "labels")),
        new Check("B-503", "misshapen input", this::misshapenInput),
        new Check("B-504", "unset variable read by a run", this::unsetVariable),
        new Check("B-504", "unset variable read by get", this::getUnset),
        new Check("B-505", "variable set to another shape", this::setOtherShape),
        new Check("B-506", "two variables of one name", this::sameName),
        new Check("B-506", "a function's variable has another shape here", this::otherShapeInRun));
  }

  private static Function function() {
    GraphBuilder graph = new GraphBuilder();
    return graph
        .function("forward")
        .output("sum", graph.input("images", SHAPE).add(graph.read(WEIGHT)))
        .build();
  }

  /** Expects a refusal, after which a good run succeeds. */
  private void wrongInputs(Map<String, HostTensor> inputs, String... named) {
    try (Session session = subject.backend().openSession();
        Executable executable = session.compile(function())) {
      session.set(WEIGHT, GOOD);
      for (int i = 0; i < 2; i++) {
        Expect.error(
            IllegalArgumentException.class,
            "the run",
            () -> executable.run(inputs, Subject.NO_NOISE),
            named);
        Oracle.checkExact(
            "the sum of a good run",
            HostTensor.full(SHAPE, 2),
            executable.run(Map.of("images", GOOD), Subject.NO_NOISE).get("sum"));
      }
    }
  }

  private void misshapenInput() {
    for (Shape other : new Shape[] {Shape.of(3, 2), Shape.of(6), Shape.of(1, 3), Shape.scalar()}) {
      wrongInputs(Map.of("images", HostTensor.zeros(other)), "images", "[2, 3]", other.toString());
    }
  }

  private void unsetVariable() {
    try (Session session = subject.backend().openSession();
        Executable executable = session.compile(function())) {
      Expect.error(
          IllegalStateException.class,
          "the run",
          () -> executable.run(Map.of("images", GOOD), Subject.NO_NOISE),
          "dense/weight");
      session.set(WEIGHT, GOOD);
      Oracle.checkExact(
          "the sum once the variable is set",
          HostTensor.full(SHAPE, 2),
          executable.run(Map.of("images", GOOD), Subject.NO_NOISE).get("sum"));
    }
  }

  private void getUnset() {
    try (Session session = subject.backend().openSession()) {
      Expect.error(IllegalStateException.class, "get", () -> session.get(WEIGHT), "dense/weight");
    }
  }

  private void setOtherShape() {
    try (Session session = subject.backend().openSession()) {
      session.set(WEIGHT, GOOD);
      for (Shape other : new Shape[] {Shape.of(3, 2), Shape.of(6), Shape.scalar()}) {
        Expect.error(
            IllegalArgumentException.class,
            "set",
            () -> session.set(WEIGHT, HostTensor.zeros(other)),
            "dense/weight",
            "[2, 3]",
            other.toString());
      }
      Oracle.checkExact("the variable", GOOD, session.get(WEIGHT));
    }
  }

  private void sameName() {
    Shape other = Shape.of(3, 2);
    try (Session session = subject.backend().openSession()) {
      session.set(WEIGHT, GOOD);
      Expect.error(
          IllegalArgumentException.class,
          "set of another variable of the name",
          () -> session.set(new Variable("dense/weight", other), HostTensor.zeros(other)),
          "dense/weight",
          "[2, 3]",
          "[3, 2]");
      Oracle.checkExact("the variable", GOOD, session.get(WEIGHT));
    }
  }

  /** The function is built and compiled without a look at the session's variables. */
  private void otherShapeInRun() {
    Shape other = Shape.of(3, 2);
    try (Session session = subject.backend().openSession()) {
      session.set(new Variable("dense/weight", other), HostTensor.zeros(other));
      Expect.error(
          RuntimeException.class,
          "compiling and running",
          () -> {
            try (Executable executable = session.compile(function())) {
              executable.run(Map.of("images", GOOD), Subject.NO_NOISE);
            }
          },
          "dense/weight");
    }
  }
}
