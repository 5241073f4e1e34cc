package org.bcnn.layer;

import java.util.Arrays;
import java.util.Objects;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Which weights of a tensor are there: 1 for a weight that is, 0 for one that is removed. It is
 * kept beside the weights, stored with them and never trained.
 *
 * @param path the path of the weights, such as {@code conv1/weight}
 * @param shape the shape of the weights
 */
public record WeightMask(String path, Shape shape) {
  private static final String SUFFIX = "/mask";

  /** Checks that nothing is null. */
  public WeightMask {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(shape, "shape");
  }

  /**
   * Returns the variable.
   *
   * @return the variable {@code <path>/mask}, of the weights' shape
   */
  public Variable variable() {
    return new Variable(path + SUFFIX, shape);
  }

  /**
   * Returns what a network keeps.
   *
   * @return the buffer, in which at first all weights are there
   */
  public Buffer buffer() {
    float[] all = new float[shape.size()];
    Arrays.fill(all, 1);
    return new Buffer(variable(), HostTensor.of(shape, all));
  }

  /**
   * Reads the mask.
   *
   * @param graph the graph
   * @return ones and zeros, of the weights' shape
   */
  public Tensor read(GraphBuilder graph) {
    return graph.read(variable());
  }
}
