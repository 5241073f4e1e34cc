package org.bcnn.layer;

import java.util.List;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Weights with plain values, the deterministic twin of {@link VariationalParameter}: given the same
 * path, deviation and seed they start from the same values as its means.
 *
 * @param path the path, such as {@code conv1/weight}
 * @param shape the shape of the weights
 * @param initialDeviation the weights start from {@code N(0, initialDeviation²)}
 */
public record DeterministicParameter(String path, Shape shape, double initialDeviation)
    implements Parameter {
  @Override
  public List<Variable> variables() {
    return List.of(new Variable(path, shape));
  }

  @Override
  public HostTensor initialValue(Variable variable, long seed) {
    return InitialValues.normal(shape, path, seed, 0, initialDeviation);
  }

  @Override
  public Tensor mean(GraphBuilder graph) {
    return graph.read(new Variable(path, shape));
  }
}
