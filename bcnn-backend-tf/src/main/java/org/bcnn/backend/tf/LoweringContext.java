package org.bcnn.backend.tf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.graph.Node;
import org.bcnn.graph.Tensor;
import org.tensorflow.Output;

/** What the parts of a lowering share: the engine's graph and the values lowered so far. */
final class LoweringContext {
  private final GraphWriter graph;
  private final Function function;
  private final boolean halvesChannels;
  private final Map<Tensor, Value> values = new HashMap<>();

  LoweringContext(GraphWriter graph, Function function, boolean halvesChannels) {
    this.graph = graph;
    this.function = function;
    this.halvesChannels = halvesChannels;
  }

  /** Says whether {@link ChannelHalves} work on this engine. */
  boolean halvesChannels() {
    return halvesChannels;
  }

  GraphWriter graph() {
    return graph;
  }

  Function function() {
    return function;
  }

  Value value(Tensor tensor) {
    return values.get(tensor);
  }

  /** Returns an operand of a node. */
  Value operand(Node node, int index) {
    return value(node.operand(index));
  }

  void put(Node node, List<Value> results) {
    for (int i = 0; i < results.size(); i++) {
      values.put(node.outputs().get(i), results.get(i));
    }
  }

  /** Wraps the only result of a node, computed in a layout. */
  Value result(Node node, Layout layout, Output<?> output) {
    return Value.of(graph, node.output().shape(), layout, output);
  }

  Value plainResult(Node node, Output<?> output) {
    return Value.plain(graph, node.output().shape(), output);
  }
}
