package org.bcnn.it.tck;

import static org.bcnn.it.tck.OperationCase.Derivatives.SECOND;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.ReduceKind;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;

/** Reductions over every subset of the axes of every rank, and log-softmax over every axis. */
final class ReductionCases {
  private static final int[][] RANKS = {{}, {5}, {3, 4}, {2, 1, 3}, {3, 2, 4, 5}, {2, 3, 1, 2, 2}};

  private ReductionCases() {}

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    for (ReduceKind kind : ReduceKind.values()) {
      for (int[] dims : RANKS) {
        cases.add(reduce(kind, dims));
      }
    }
    for (int[] dims : RANKS) {
      for (int axis = 0; axis < dims.length; axis++) {
        int along = axis;
        HostTensor x = Values.signed("log-softmax", dims);
        cases.add(
            OperationCase.of(
                "B-117",
                "log-softmax of " + x.shape() + " along axis " + axis,
                Tolerances.ACCUMULATED,
                SECOND,
                (graph, operands) -> operands.get(0).logSoftmax(along),
                x));
      }
    }
    return cases;
  }

  private static OperationCase reduce(ReduceKind kind, int[] dims) {
    HostTensor operand = Values.signed(kind.name(), dims);
    return new OperationCase(
        "B-105",
        kind + " over every subset of the axes of " + operand.shape(),
        kind == ReduceKind.MAX ? Tolerances.EXACT : Tolerances.ACCUMULATED,
        SECOND,
        Map.of("x", operand),
        (graph, x) -> {
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          for (List<Integer> axes : subsets(dims.length)) {
            outputs.put(kind + " over " + axes, graph.reduce(kind, x.get(0), axes, false));
            outputs.put(
                kind + " over " + axes + ", axes kept", graph.reduce(kind, x.get(0), axes, true));
          }
          return outputs;
        });
  }

  /** All subsets of the axes, the empty one too. */
  private static List<List<Integer>> subsets(int rank) {
    List<List<Integer>> subsets = new ArrayList<>();
    for (int bits = 0; bits < 1 << rank; bits++) {
      List<Integer> axes = new ArrayList<>();
      for (int axis = 0; axis < rank; axis++) {
        if ((bits >> axis & 1) == 1) {
          axes.add(axis);
        }
      }
      subsets.add(axes);
    }
    return subsets;
  }
}
