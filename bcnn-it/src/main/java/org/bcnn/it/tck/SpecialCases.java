package org.bcnn.it.tck;

import static org.bcnn.it.tck.OperationCase.Derivatives.DEFINED;
import static org.bcnn.it.tck.OperationCase.Derivatives.KINK;
import static org.bcnn.it.tck.OperationCase.Derivatives.NONE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.BinaryKind;
import org.bcnn.graph.ReduceKind;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.UnaryKind;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Operands at which a careless formula overflows, loses everything or hides a NaN, and kinks. */
final class SpecialCases {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  private static final float[] LARGE_AND_SMALL = {
    -100, -50, -20, -1, -1e-3f, -1e-20f, 0, 1e-20f, 1e-3f, 1, 20, 50, 100
  };

  private static final float[] POSITIVE = {1e-37f, 1e-20f, 1e-3f, 1, 1e3f, 1e20f, 3e38f};

  private static final float[] IEEE = {Float.NaN, INFINITY, -INFINITY, 0, 1, -1, 2.5f};

  private final List<OperationCase> cases = new ArrayList<>();

  private SpecialCases() {}

  static List<OperationCase> all() {
    SpecialCases special = new SpecialCases();
    special.largeAndSmall();
    special.logSoftmax();
    special.ieee();
    special.kinks();
    return special.cases;
  }

  private void largeAndSmall() {
    for (UnaryKind kind :
        List.of(
            UnaryKind.SOFTPLUS,
            UnaryKind.SIGMOID,
            UnaryKind.TANH,
            UnaryKind.EXP,
            UnaryKind.EXPM1)) {
      cases.add(
          OperationCase.of(
              "B-120",
              kind + " of large and small",
              Tolerances.TRANSCENDENTAL,
              DEFINED,
              (graph, x) -> graph.unary(kind, x.get(0)),
              vector(LARGE_AND_SMALL)));
    }
    for (UnaryKind kind :
        List.of(
            UnaryKind.LOG,
            UnaryKind.LOG1P,
            UnaryKind.SQRT,
            UnaryKind.RSQRT,
            UnaryKind.RECIPROCAL)) {
      cases.add(
          OperationCase.of(
              "B-120",
              kind + " of large and small",
              Tolerances.TRANSCENDENTAL,
              NONE,
              (graph, x) -> graph.unary(kind, x.get(0)),
              vector(POSITIVE)));
    }
  }

  private void logSoftmax() {
    float[] logits = {1000, 999, -1000, -1000, -1000, -1000, -INFINITY, 0, 1, 88, -88, 0};
    cases.add(
        OperationCase.of(
            "B-120",
            "log-softmax of large logits",
            Tolerances.ACCUMULATED,
            DEFINED,
            (graph, x) -> x.get(0).logSoftmax(1),
            HostTensor.of(Shape.of(4, 3), logits)));
  }

  private void ieee() {
    UnaryKind[] unary = {
      UnaryKind.NEGATE,
      UnaryKind.ABS,
      UnaryKind.EXP,
      UnaryKind.EXPM1,
      UnaryKind.LOG,
      UnaryKind.LOG1P,
      UnaryKind.SQRT,
      UnaryKind.RSQRT,
      UnaryKind.SQUARE,
      UnaryKind.RECIPROCAL,
      UnaryKind.SOFTPLUS,
      UnaryKind.SIGMOID,
      UnaryKind.TANH
    };
    for (UnaryKind kind : unary) {
      cases.add(
          OperationCase.of(
              "B-121",
              kind + " of NaN, infinities and zero",
              Tolerances.TRANSCENDENTAL,
              NONE,
              (graph, x) -> graph.unary(kind, x.get(0)),
              vector(IEEE)));
    }
    BinaryKind[] binary = {
      BinaryKind.ADD,
      BinaryKind.SUBTRACT,
      BinaryKind.MULTIPLY,
      BinaryKind.DIVIDE,
      BinaryKind.GREATER,
      BinaryKind.GREATER_OR_EQUAL,
      BinaryKind.EQUAL
    };
    for (BinaryKind kind : binary) {
      cases.add(
          OperationCase.of(
              "B-121",
              kind + " of NaN, infinities and zero",
              Tolerances.ROUNDED,
              NONE,
              (graph, x) -> graph.binary(kind, x.get(0), x.get(1)),
              vector(IEEE),
              HostTensor.of(Shape.of(IEEE.length, 1), IEEE)));
    }
    for (ReduceKind kind : List.of(ReduceKind.SUM, ReduceKind.MEAN)) {
      cases.add(
          OperationCase.of(
              "B-121",
              kind + " with NaN and infinities",
              Tolerances.ROUNDED,
              NONE,
              (graph, x) -> graph.reduce(kind, x.get(0), List.of(1), false),
              HostTensor.of(
                  Shape.of(4, 2), 1, Float.NaN, 1, INFINITY, INFINITY, -INFINITY, -INFINITY, 0)));
    }
    cases.add(
        OperationCase.of(
            "B-121",
            "select ignores a NaN it does not choose, and takes NaN for true",
            Tolerances.EXACT,
            NONE,
            (graph, x) -> graph.select(x.get(0), x.get(1), x.get(2)),
            vector(1, 0, Float.NaN, 1),
            vector(3, Float.NaN, 5, Float.NaN),
            vector(Float.NaN, 4, Float.NaN, 6)));
  }

  /** Where the derivative is not defined, the rule chooses. */
  private void kinks() {
    kink("ABS", (graph, x) -> x.get(0).abs(), vector(-1, 0, 2));
    kink("RELU", (graph, x) -> x.get(0).relu(), vector(-1, 0, 2));
    HostTensor left = vector(1, 2, 3, -1);
    HostTensor right = vector(1, 3, 2, -1);
    kink("MAXIMUM of ties", (graph, x) -> x.get(0).maximum(x.get(1)), left, right);
    kink("MINIMUM of ties", (graph, x) -> x.get(0).minimum(x.get(1)), left, right);
    kink(
        "POWER of zero",
        (graph, x) -> x.get(0).power(x.get(1)),
        vector(0, 0, 0, 2),
        vector(1, 2, 3.5f, 0));
    HostTensor tied = HostTensor.of(Shape.of(2, 3, 2), 1, 2, 1, 0, 1, 2, -1, -1, -3, -1, -1, -2);
    Map<String, HostTensor> operands = new LinkedHashMap<>();
    operands.put("x", tied);
    cases.add(
        new OperationCase(
            "B-105",
            "MAX of ties, which share the gradient equally",
            Tolerances.EXACT,
            KINK,
            operands,
            (graph, x) -> {
              Map<String, Tensor> outputs = new LinkedHashMap<>();
              outputs.put("over all", x.get(0).max());
              outputs.put("over axis 1", x.get(0).max(false, 1));
              outputs.put("over axes 0 and 2", x.get(0).max(true, 0, 2));
              return outputs;
            }));
  }

  private void kink(String name, OperationCase.BuildOne build, HostTensor... operands) {
    String rule = operands.length == 1 ? "B-102" : "B-103";
    cases.add(OperationCase.of(rule, name, Tolerances.TRANSCENDENTAL, KINK, build, operands));
  }

  private static HostTensor vector(float... values) {
    return HostTensor.of(Shape.of(values.length), values.clone());
  }
}
