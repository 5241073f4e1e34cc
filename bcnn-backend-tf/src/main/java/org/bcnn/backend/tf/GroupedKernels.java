package org.bcnn.backend.tf;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;

/**
 * Finds out whether this engine's kernels of grouped convolution work. With oneDNN they do; without
 * it the gradient is refused.
 */
final class GroupedKernels {
  private static final int CHANNELS = 3;
  private static final double TOLERANCE = 1e-5;

  private final GraphWriter graph;

  private GroupedKernels(GraphWriter graph) {
    this.graph = graph;
  }

  /** Compares two groups at once with one after the other. */
  static boolean work(ConfigProto config) {
    try (Graph graph = new Graph();
        Session session = new Session(graph, config)) {
      GroupedKernels kernels = new GroupedKernels(new GraphWriter(graph));
      try (Result result =
          session
              .runner()
              .fetch(kernels.largestDifference("Conv2D", 6, 12))
              .fetch(kernels.largestDifference("Conv2DBackpropInput", 8, 12))
              .run()) {
        return difference(result, 0) < TOLERANCE && difference(result, 1) < TOLERANCE;
      }
    } catch (RuntimeException refused) {
      return false;
    }
  }

  private static float difference(Result result, int index) {
    return result.get(index).asRawTensor().data().asFloats().getFloat(0);
  }

  private Output<?> largestDifference(String type, int channels, int outputs) {
    Output<?> filter = numbers(3, 3, channels / 2, outputs);
    Output<?> other = numbers(2, 5, 6, type.equals("Conv2D") ? channels : outputs);
    Operation filters = halves(filter);
    Operation others = halves(other);
    List<Output<?>> each = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      each.add(convolve(type, filters.output(i), others.output(i), channels / 2));
    }
    Output<?> apart = graph.op("ConcatV2").inList(each).in(graph.scalar(CHANNELS)).output();
    Output<?> together = convolve(type, filter, other, channels);
    Output<?> difference = graph.apply("Abs", graph.apply("Sub", together, apart));
    return graph.apply("Max", difference, graph.ints(0, 1, 2, 3));
  }

  private Output<?> convolve(String type, Output<?> filter, Output<?> other, int channels) {
    GraphWriter.Building building = graph.op(type);
    if (type.equals("Conv2D")) {
      building.in(other, filter);
    } else {
      building.in(graph.ints(2, 7, 8, channels), filter, other);
    }
    return building.withList("strides", 1, 1, 1, 1).with("padding", "VALID").output();
  }

  private Operation halves(Output<?> value) {
    return graph.op("Split").in(graph.scalar(CHANNELS), value).with("num_split", 2L).operation();
  }

  /** Makes numbers without symmetry. */
  private Output<?> numbers(int... extents) {
    int size = 1;
    for (int extent : extents) {
      size *= extent;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) Math.sin(i);
    }
    return graph.constant(extents, values);
  }
}
