package org.bcnn.it.tck;

import static org.bcnn.it.tck.OperationCase.Derivatives.DEFINED;
import static org.bcnn.it.tck.OperationCase.Derivatives.SECOND;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.BinaryKind;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.UnaryKind;
import org.bcnn.tensor.HostTensor;

/** Elementwise operations: every kind, every rank, every way to broadcast. */
final class ElementwiseCases {
  private static final int[][] RANKS = {{}, {3}, {2, 3}, {2, 1, 4}, {2, 3, 1, 5}, {2, 1, 3, 1, 2}};

  /** Pairs of shapes that broadcast: alike, scalars, missing axes, extents of 1 on either side. */
  private static final int[][][] PAIRS = {
    {{}, {}},
    {{3, 4}, {3, 4}},
    {{3, 4}, {}},
    {{}, {2, 3}},
    {{1}, {5}},
    {{2, 3}, {3}},
    {{4}, {3, 4}},
    {{2, 1, 4}, {3, 1}},
    {{2, 3, 4, 5}, {3, 1, 1}},
    {{2, 3, 1, 5}, {1, 3, 4, 1}},
    {{2, 1, 2, 1, 3}, {1, 3, 2, 2, 1}},
  };

  private ElementwiseCases() {}

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    for (UnaryKind kind : UnaryKind.values()) {
      cases.add(unary(kind));
    }
    for (BinaryKind kind : BinaryKind.values()) {
      cases.add(binary(kind));
    }
    cases.add(select());
    cases.add(selectByConstant());
    return cases;
  }

  private static OperationCase unary(UnaryKind kind) {
    Map<String, HostTensor> operands = new LinkedHashMap<>();
    for (int[] dims : RANKS) {
      operands.put("rank " + dims.length, operand(kind, dims));
    }
    return new OperationCase(
        "B-102",
        kind + " of ranks 0 to 5",
        tolerance(kind),
        SECOND,
        operands,
        (graph, x) -> {
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          x.forEach(
              operand -> outputs.put(kind + " of " + operand.shape(), graph.unary(kind, operand)));
          return outputs;
        });
  }

  private static HostTensor operand(UnaryKind kind, int[] dims) {
    return switch (kind) {
      case LOG, SQRT, RSQRT -> Values.positive(kind.name(), dims);
      case LOG1P -> Values.between(kind.name(), -0.7, 2.5, dims);
      case RECIPROCAL ->
          dims.length % 2 == 0
              ? Values.positive(kind.name(), dims)
              : Values.between(kind.name(), -2.5, -0.25, dims);
      default -> Values.signed(kind.name(), dims);
    };
  }

  private static Tolerance tolerance(UnaryKind kind) {
    return switch (kind) {
      case NEGATE, ABS, SIGN, RELU -> Tolerances.EXACT;
      case SQRT, SQUARE, RECIPROCAL -> Tolerances.ROUNDED;
      case EXP, EXPM1, LOG, LOG1P, RSQRT, SOFTPLUS, SIGMOID, TANH -> Tolerances.TRANSCENDENTAL;
    };
  }

  private static OperationCase binary(BinaryKind kind) {
    Map<String, HostTensor> operands = new LinkedHashMap<>();
    for (int i = 0; i < PAIRS.length; i++) {
      operands.put("left " + i, left(kind, PAIRS[i][0]));
      operands.put("right " + i, right(kind, PAIRS[i][1]));
    }
    return new OperationCase(
        "B-103",
        kind + " of operands that broadcast",
        tolerance(kind),
        isStep(kind) ? DEFINED : SECOND,
        operands,
        (graph, x) -> {
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          for (int i = 0; i < PAIRS.length; i++) {
            Tensor left = x.get(2 * i);
            Tensor right = x.get(2 * i + 1);
            outputs.put(
                kind + " of " + left.shape() + " and " + right.shape(),
                graph.binary(kind, left, right));
          }
          return outputs;
        });
  }

  /** Comparisons are steps, whose gradient is 0 by definition. */
  private static boolean isStep(BinaryKind kind) {
    return switch (kind) {
      case GREATER, GREATER_OR_EQUAL, EQUAL -> true;
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER, MAXIMUM, MINIMUM -> false;
    };
  }

  private static HostTensor left(BinaryKind kind, int[] dims) {
    return switch (kind) {
      case POWER -> Values.positive("left " + kind, dims);
      // Whole numbers, so that some are equal.
      case GREATER, GREATER_OR_EQUAL, EQUAL -> whole(Values.between("left " + kind, -2, 2, dims));
      default -> Values.signed("left " + kind, dims);
    };
  }

  private static HostTensor right(BinaryKind kind, int[] dims) {
    return switch (kind) {
      case DIVIDE -> Values.positive("right " + kind, dims);
      case GREATER, GREATER_OR_EQUAL, EQUAL -> whole(Values.between("right " + kind, -2, 2, dims));
      default -> Values.signed("right " + kind, dims);
    };
  }

  private static HostTensor whole(HostTensor values) {
    float[] data = values.data().clone();
    for (int i = 0; i < data.length; i++) {
      data[i] = Math.round(data[i]);
    }
    return HostTensor.of(values.shape(), data);
  }

  private static Tolerance tolerance(BinaryKind kind) {
    return switch (kind) {
      case MAXIMUM, MINIMUM, GREATER, GREATER_OR_EQUAL, EQUAL -> Tolerances.EXACT;
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> Tolerances.ROUNDED;
      case POWER -> Tolerances.TRANSCENDENTAL;
    };
  }

  private static OperationCase select() {
    int[][][] shapes = {
      {{2, 3}, {2, 3}, {2, 3}},
      {{}, {2, 3}, {3}},
      {{2, 1, 4}, {3, 1}, {}},
      {{3}, {}, {2, 3}},
      {{2, 3, 1, 1}, {2, 3, 2, 4}, {1, 1, 2, 4}},
      {{}, {}, {}},
    };
    Map<String, HostTensor> operands = new LinkedHashMap<>();
    for (int i = 0; i < shapes.length; i++) {
      operands.put("condition " + i, condition(shapes[i][0]));
      operands.put("non-zero " + i, Values.signed("non-zero", shapes[i][1]));
      operands.put("zero " + i, Values.signed("zero", shapes[i][2]));
    }
    return new OperationCase(
        "B-104",
        "select with operands that broadcast",
        Tolerances.EXACT,
        // The condition is a step, of which the difference would not be the gradient.
        DEFINED,
        operands,
        (graph, x) -> {
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          for (int i = 0; i < shapes.length; i++) {
            outputs.put(
                "select of " + Arrays.deepToString(shapes[i]),
                graph.select(x.get(3 * i), x.get(3 * i + 1), x.get(3 * i + 2)));
          }
          return outputs;
        });
  }

  /** With the condition fixed, the choice is linear in the others. */
  private static OperationCase selectByConstant() {
    return OperationCase.of(
        "B-104",
        "select by a constant",
        Tolerances.EXACT,
        SECOND,
        (graph, x) ->
            graph.select(graph.constant(condition(new int[] {2, 1, 5})), x.get(0), x.get(1)),
        Values.signed("non-zero", 3, 5),
        Values.signed("zero", 2, 3, 1));
  }

  /** Zeros of both signs, ones, and other numbers that are not zero. */
  private static HostTensor condition(int[] dims) {
    float[] cycle = {0, 1, -0.0f, -3, 0.25f};
    HostTensor condition = Values.signed("condition", dims);
    for (int i = 0; i < condition.data().length; i++) {
      condition.data()[i] = cycle[i % cycle.length];
    }
    return condition;
  }
}
