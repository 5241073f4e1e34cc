package org.bcnn.it.tck;

import static org.bcnn.it.tck.OperationCase.Derivatives.DEFINED;
import static org.bcnn.it.tck.OperationCase.Derivatives.SECOND;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Operations that move elements. */
final class LayoutCases {
  private final List<OperationCase> cases = new ArrayList<>();

  private LayoutCases() {}

  static List<OperationCase> all() {
    LayoutCases layout = new LayoutCases();
    layout.reshape();
    layout.transpose();
    layout.broadcast();
    layout.slice();
    layout.pad();
    layout.concat();
    layout.blocks();
    layout.stopGradient();
    return layout.cases;
  }

  private void add(String rule, String name, OperationCase.BuildOne build, HostTensor... operands) {
    cases.add(OperationCase.of(rule, name, Tolerances.EXACT, SECOND, build, operands));
  }

  private void reshape() {
    int[][][] pairs = {
      {{2, 3, 4}, {4, 6}}, {{6}, {1, 2, 3, 1}}, {{}, {1, 1}}, {{1}, {}}, {{2, 3, 1, 2, 2}, {24}}
    };
    for (int[][] pair : pairs) {
      HostTensor x = Values.signed("reshape", pair[0]);
      add(
          "B-107",
          "reshape from " + x.shape() + " to " + Arrays.toString(pair[1]),
          (graph, operands) -> operands.get(0).reshape(pair[1]),
          x);
    }
  }

  private void transpose() {
    int[][] permutations = {
      {},
      {0},
      {1, 0},
      {2, 0, 1},
      {1, 2, 0},
      {0, 2, 3, 1},
      {3, 0, 1, 2},
      {1, 0, 3, 2},
      {4, 2, 0, 3, 1}
    };
    int[] extents = {2, 3, 4, 5, 2};
    for (int[] permutation : permutations) {
      HostTensor x = Values.signed("transpose", Arrays.copyOf(extents, permutation.length));
      add(
          "B-107",
          "transpose " + x.shape() + " by " + Arrays.toString(permutation),
          (graph, operands) -> operands.get(0).transpose(permutation),
          x);
    }
  }

  private void broadcast() {
    int[][][] pairs = {
      {{}, {2, 3}},
      {{3}, {2, 3}},
      {{2, 1}, {2, 3}},
      {{1, 3, 1}, {2, 3, 4}},
      {{1}, {4, 1, 2}},
      {{2, 1, 3, 1}, {2, 2, 2, 3, 4}}
    };
    for (int[][] pair : pairs) {
      HostTensor x = Values.signed("broadcast", pair[0]);
      add(
          "B-107",
          "broadcast " + x.shape() + " to " + Arrays.toString(pair[1]),
          (graph, operands) -> operands.get(0).broadcastTo(Shape.of(pair[1])),
          x);
    }
  }

  private void slice() {
    int[][][] blocks = {
      {{}, {}, {}},
      {{5}, {2}, {3}},
      {{3, 4}, {0, 1}, {2, 3}},
      {{3, 4}, {2, 0}, {1, 4}},
      {{2, 3, 4, 5}, {1, 0, 2, 1}, {1, 2, 2, 3}},
      {{2, 3, 2, 2, 3}, {0, 1, 0, 1, 2}, {2, 2, 1, 1, 1}}
    };
    for (int[][] block : blocks) {
      HostTensor x = Values.signed("slice", block[0]);
      List<Integer> begin = list(block[1]);
      Shape extent = Shape.of(block[2]);
      add(
          "B-108",
          "slice " + extent + " of " + x.shape() + " from " + begin,
          (graph, operands) -> graph.slice(operands.get(0), begin, extent),
          x);
    }
  }

  private void pad() {
    int[][][] borders = {
      {{}, {}, {}},
      {{3}, {2}, {1}},
      {{2, 3}, {0, 1}, {2, 0}},
      {{2, 3, 2, 4}, {0, 1, 2, 0}, {1, 0, 1, 3}},
      {{1, 2, 1, 2, 1}, {1, 0, 0, 2, 1}, {0, 1, 0, 0, 2}}
    };
    for (int[][] border : borders) {
      HostTensor x = Values.signed("pad", border[0]);
      for (float value : new float[] {0, -1.5f, Float.NEGATIVE_INFINITY}) {
        cases.add(
            OperationCase.of(
                "B-108",
                "pad "
                    + x.shape()
                    + " by "
                    + list(border[1])
                    + " and "
                    + list(border[2])
                    + " with "
                    + value,
                Tolerances.EXACT,
                // An infinite border makes the differentiated sum infinite.
                Float.isFinite(value) ? SECOND : DEFINED,
                (graph, operands) ->
                    graph.pad(operands.get(0), list(border[1]), list(border[2]), value),
                x));
      }
    }
  }

  private void concat() {
    int[] extents = {2, 3, 1, 2, 2};
    for (int rank = 1; rank <= extents.length; rank++) {
      for (int axis = 0; axis < rank; axis++) {
        int[] dims = Arrays.copyOf(extents, rank);
        int along = axis;
        HostTensor[] parts = new HostTensor[3];
        for (int i = 0; i < parts.length; i++) {
          dims[axis] = i + 1;
          parts[i] = Values.signed("part " + i, dims);
        }
        add(
            "B-109",
            "concat of three parts of rank " + rank + " along axis " + axis,
            (graph, operands) -> graph.concat(along, operands),
            parts);
      }
    }
    HostTensor part = Values.signed("part", 2, 3);
    add("B-109", "concat of one part", (graph, x) -> graph.concat(1, x), part);
    add(
        "B-109",
        "concat of a part with itself",
        (graph, x) -> graph.concat(0, Collections.nCopies(2, x.get(0))),
        part);
  }

  private void blocks() {
    for (int block : new int[] {1, 2, 3}) {
      HostTensor deep = Values.signed("deep", 2, 2 * block * block, 3, 2);
      add(
          "B-116",
          "depth-to-space of " + deep.shape() + " by " + block,
          (graph, operands) -> graph.depthToSpace(operands.get(0), block),
          deep);
      HostTensor wide = Values.signed("wide", 2, 3, 2 * block, 3 * block);
      add(
          "B-116",
          "space-to-depth of " + wide.shape() + " by " + block,
          (graph, operands) -> graph.spaceToDepth(operands.get(0), block),
          wide);
    }
  }

  private void stopGradient() {
    cases.add(
        OperationCase.of(
            "B-118",
            "stop-gradient",
            Tolerances.EXACT,
            DEFINED,
            (graph, operands) -> operands.get(0).stopGradient(),
            Values.signed("stop", 2, 3)));
  }

  private static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
