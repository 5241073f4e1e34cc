package org.bcnn.layer;

import java.util.List;
import java.util.Optional;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** A tensor of weights: either a distribution or plain values. Immutable and thread-safe. */
public sealed interface Parameter permits VariationalParameter, DeterministicParameter {
  /**
   * Returns the path, such as {@code conv1/weight}.
   *
   * @return the path, unique in a network
   */
  String path();

  /**
   * Returns the shape of the weights.
   *
   * @return the shape
   */
  Shape shape();

  /**
   * Returns the trainable variables.
   *
   * @return the variables, always in the same order
   */
  List<Variable> variables();

  /**
   * Returns what is kept but not trained, such as what a prior knows of these weights.
   *
   * @return the buffers, always in the same order; usually none
   */
  default List<Buffer> buffers() {
    return List.of();
  }

  /**
   * Returns the same weights with a mask beside them, by which they can be removed.
   *
   * @return the parameter with a mask, in which at first all weights are there
   */
  Parameter withMask();

  /**
   * Returns the mask.
   *
   * @return the mask; empty if no weight can be removed
   */
  Optional<WeightMask> mask();

  /**
   * Returns the value a variable starts from; a function of the seed and the path alone.
   *
   * @param variable one of {@link #variables()}
   * @param seed the seed
   * @return its initial value
   */
  HostTensor initialValue(Variable variable, long seed);

  /**
   * Returns the posterior mean, or the plain values; of removed weights 0.
   *
   * @param graph the graph
   * @return the mean, of the weights' shape
   */
  Tensor mean(GraphBuilder graph);
}
