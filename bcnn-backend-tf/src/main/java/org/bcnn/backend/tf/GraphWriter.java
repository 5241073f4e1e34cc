package org.bcnn.backend.tf;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * Adds operations to an engine's graph, each under a name of its own. Small constants are made
 * once. Thread-safe.
 */
final class GraphWriter {
  private final Graph graph;
  private final Map<Object, Output<?>> constants = new HashMap<>();
  private int operations;

  GraphWriter(Graph graph) {
    this.graph = graph;
  }

  /** An operation to be: operands, attributes, then {@link #output} or {@link #operation}. */
  static final class Building {
    private final GraphOperationBuilder builder;

    private Building(GraphOperationBuilder builder) {
      this.builder = builder;
    }

    Building in(Output<?>... operands) {
      for (Output<?> operand : operands) {
        builder.addInput(operand);
      }
      return this;
    }

    Building inList(List<Output<?>> operands) {
      builder.addInputList(operands.toArray(Output<?>[]::new));
      return this;
    }

    Building after(Operation earlier) {
      builder.addControlInput(earlier);
      return this;
    }

    Building with(String name, DataType value) {
      builder.setAttr(name, value);
      return this;
    }

    Building with(String name, String value) {
      builder.setAttr(name, value);
      return this;
    }

    Building with(String name, boolean value) {
      builder.setAttr(name, value);
      return this;
    }

    Building with(String name, long value) {
      builder.setAttr(name, value);
      return this;
    }

    Building withList(String name, int... values) {
      builder.setAttr(name, longs(values));
      return this;
    }

    Building with(String name, Shape value) {
      builder.setAttr(name, value);
      return this;
    }

    Building with(String name, Tensor value) {
      builder.setAttr(name, value);
      return this;
    }

    GraphOperation operation() {
      return builder.build();
    }

    Output<?> output() {
      return operation().output(0);
    }
  }

  synchronized Building op(String type) {
    return new Building(
        graph.opBuilder(type, type.replace("_", "") + "_" + operations++, graph.baseScope()));
  }

  /** Applies an operation that has operands only. */
  Output<?> apply(String type, Output<?>... operands) {
    return op(type).in(operands).output();
  }

  Output<?> placeholder(DataType type, int... extents) {
    return op("Placeholder").with("dtype", type).with("shape", shape(extents)).output();
  }

  /** Makes a constant vector of indices or extents. */
  Output<?> ints(int... values) {
    return constant(
        Arrays.stream(values).boxed().toList(), DataType.DT_INT32, () -> TInt32.vectorOf(values));
  }

  /** Makes a constant matrix with a row (before, after) an axis, as padding operations take it. */
  Output<?> pairs(int[] before, int[] after) {
    int[] values = new int[2 * before.length];
    for (int i = 0; i < before.length; i++) {
      values[2 * i] = before[i];
      values[2 * i + 1] = after[i];
    }
    return apply("Reshape", ints(values), ints(before.length, 2));
  }

  Output<?> scalar(int value) {
    return constant(value, DataType.DT_INT32, () -> TInt32.scalarOf(value));
  }

  Output<?> scalar(float value) {
    return constant(value, DataType.DT_FLOAT, () -> TFloat32.scalarOf(value));
  }

  Output<?> scalar(double value) {
    return constant(value, DataType.DT_DOUBLE, () -> TFloat64.scalarOf(value));
  }

  private synchronized Output<?> constant(Object key, DataType type, Supplier<Tensor> value) {
    Output<?> known = constants.get(key);
    if (known == null) {
      known = constant(type, value);
      constants.put(key, known);
    }
    return known;
  }

  private Output<?> constant(DataType type, Supplier<Tensor> value) {
    try (Tensor tensor = value.get()) {
      return op("Const").with("dtype", type).with("value", tensor).output();
    }
  }

  /** Makes a constant tensor. */
  Output<?> constant(int[] extents, float[] values) {
    return constant(
        DataType.DT_FLOAT,
        () -> TFloat32.tensorOf(shape(extents), DataBuffers.of(values, true, false)));
  }

  static Shape shape(int... extents) {
    return Shape.of(longs(extents));
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
