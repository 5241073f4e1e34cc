package org.bcnn.backend.tf;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.graph.Node;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * Lowers noise: portable noise is fed; the engine makes native noise from a fed key, by its
 * stateless generators, so that equal addresses give equal noise.
 */
final class NoiseLowering {
  /**
   * Native noise.
   *
   * @param op the noise, whose address gives the key
   * @param key the two words of the key, to feed
   */
  record Native(Op.Noise op, Output<?> key) {}

  private final LoweringContext context;
  private final GraphWriter graph;
  private final List<Output<?>> portable = new ArrayList<>();
  private final List<Native> natives = new ArrayList<>();

  NoiseLowering(LoweringContext context) {
    this.context = context;
    this.graph = context.graph();
  }

  /** Returns the portable noise to feed, in the order of the function. */
  List<Output<?>> portable() {
    return List.copyOf(portable);
  }

  /** Returns the native noise whose keys to feed. */
  List<Native> natives() {
    return List.copyOf(natives);
  }

  Value lower(Op.Noise op, Node node) {
    if (op.source() == NoiseSource.PORTABLE) {
      Output<?> fed = graph.placeholder(DataType.DT_FLOAT, op.shape().toArray());
      portable.add(fed);
      return context.plainResult(node, fed);
    }
    Output<?> key = graph.placeholder(DataType.DT_INT64, 2);
    natives.add(new Native(op, key));
    Output<?> extents = graph.ints(op.shape().toArray());
    return context.plainResult(
        node,
        switch (op.distribution()) {
          case STANDARD_NORMAL -> graph.apply("StatelessRandomNormal", extents, key);
          case UNIFORM -> graph.apply("StatelessRandomUniform", extents, key);
          case RANDOM_SIGN -> signs(graph.apply("StatelessRandomUniform", extents, key));
        });
  }

  private Output<?> signs(Output<?> uniform) {
    return graph.apply(
        "SelectV2",
        graph.apply("Less", uniform, graph.scalar(0.5f)),
        graph.scalar(-1f),
        graph.scalar(1f));
  }
}
