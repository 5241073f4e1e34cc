package org.bcnn.it.tck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Inputs, variables and constants arrive as they are, and outputs leave as they were named. */
final class LeafChecks implements RuleGroup {
  private static final int[][] RANKS = {{}, {3}, {2, 3}, {2, 1, 4}, {2, 3, 1, 5}, {2, 1, 3, 1, 2}};

  private final Subject subject;

  LeafChecks(Subject subject) {
    this.subject = subject;
  }

  @Override
  public Set<String> covers() {
    return Set.of(
        Op.Input.class.getSimpleName(),
        Op.VariableRead.class.getSimpleName(),
        Op.Constant.class.getSimpleName());
  }

  @Override
  public Stream<Check> checks() {
    List<Check> checks = new ArrayList<>();
    for (int[] dims : RANKS) {
      HostTensor value = Values.signed("leaf", dims);
      checks.add(new Check("B-101", "leaves of shape " + value.shape(), () -> leaves(value)));
    }
    float[] special = {
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      0,
      Float.MAX_VALUE,
      Float.MIN_NORMAL
    };
    checks.add(
        new Check(
            "B-101",
            "leaves with NaN, infinities and the largest numbers",
            () -> leaves(HostTensor.of(Shape.of(special.length), special))));
    checks.add(new Check("B-122", "outputs in the order they were named", this::order));
    checks.add(new Check("B-122", "one value under several names", this::aliases));
    checks.add(new Check("B-122", "a function of nothing but constants", this::constantsOnly));
    return checks.stream();
  }

  private void leaves(HostTensor value) {
    GraphBuilder graph = new GraphBuilder();
    Variable variable = new Variable("variable", value.shape());
    Tensor constant = graph.constant(value);
    Tensor read = graph.read(variable);
    Tensor input = graph.input("input", value.shape());
    Function function =
        graph
            .function("leaves")
            .output("input as it is", input)
            .output("variable as it is", read)
            .output("constant as it is", constant)
            .output("input negated", input.negate())
            .output("variable negated", read.negate())
            .output("constant negated", constant.negate())
            .build();
    Map<String, HostTensor> outputs =
        subject.run(function, Map.of("input", value), Map.of(variable, value), Subject.NO_NOISE);
    float[] negative = new float[value.data().length];
    for (int i = 0; i < negative.length; i++) {
      negative[i] = -value.data()[i];
    }
    HostTensor negated = HostTensor.of(value.shape(), negative);
    for (String leaf : List.of("input", "variable", "constant")) {
      Oracle.checkExact(leaf, value, outputs.get(leaf + " as it is"));
      Oracle.checkExact(leaf + " negated", negated, outputs.get(leaf + " negated"));
    }
  }

  private void order() {
    GraphBuilder graph = new GraphBuilder();
    Tensor x = graph.input("x", Shape.of(2));
    Function.Builder builder = graph.function("order");
    Map<String, HostTensor> expected = new LinkedHashMap<>();
    for (int i = 11; i >= 0; i--) {
      builder.output("output/" + i * 7 % 12, x.add(i));
      expected.put("output/" + i * 7 % 12, HostTensor.of(Shape.of(2), i + 1, i - 2));
    }
    Map<String, HostTensor> outputs =
        subject.run(builder.build(), Map.of("x", HostTensor.of(Shape.of(2), 1, -2)));
    Expect.that(
        List.copyOf(outputs.keySet()).equals(List.copyOf(expected.keySet())),
        "outputs come in the order " + outputs.keySet() + " instead of " + expected.keySet());
    expected.forEach((name, value) -> Oracle.checkExact(name, value, outputs.get(name)));
  }

  private void aliases() {
    GraphBuilder graph = new GraphBuilder();
    Variable variable = new Variable("w", Shape.of(2));
    Tensor twice = graph.read(variable).add(graph.read(variable));
    Function function =
        graph
            .function("aliases")
            .output("a name with spaces", twice)
            .output("a/path", twice)
            .output("w", twice)
            .update(variable, twice)
            .build();
    HostTensor value = HostTensor.of(Shape.of(2), 1, -2);
    HostTensor doubled = HostTensor.of(Shape.of(2), 2, -4);
    Map<String, HostTensor> outputs =
        subject.run(function, Map.of(), Map.of(variable, value), Subject.NO_NOISE);
    Expect.that(outputs.size() == 3, "the outputs are " + outputs.keySet());
    outputs.forEach((name, output) -> Oracle.checkExact(name, doubled, output));
  }

  private void constantsOnly() {
    GraphBuilder graph = new GraphBuilder();
    Function function =
        graph
            .function("constants")
            .output("five", graph.constant(2).add(graph.constant(3)))
            .build();
    Oracle.checkExact("2 + 3", HostTensor.scalar(5), subject.run(function, Map.of()).get("five"));
  }
}
