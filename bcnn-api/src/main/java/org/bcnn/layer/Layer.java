package org.bcnn.layer;

import java.util.List;
import org.bcnn.graph.Tensor;

/** A function of one tensor, perhaps with weights. Layers are immutable and thread-safe. */
public interface Layer {
  /**
   * Builds the layer's computation.
   *
   * @param x the input, whose axes the layer documents
   * @param pass the pass
   * @return the output
   */
  Tensor apply(Tensor x, ForwardPass pass);

  /**
   * Returns the weights.
   *
   * @return the parameters, always in the same order; empty for a layer without weights
   */
  default List<Parameter> parameters() {
    return List.of();
  }
}
