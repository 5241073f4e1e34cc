package org.bcnn.layer;

import java.util.List;
import java.util.Optional;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.posterior.InitialValues;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Weights with plain values. As the deterministic twin of {@link VariationalParameter} they start,
 * given the same path, deviation and seed, from the same values as its means.
 *
 * @param path the path, such as {@code conv1/weight}
 * @param shape the shape of the weights
 * @param initialMean the weights start from {@code N(initialMean, initialDeviation²)}
 * @param initialDeviation the standard deviation of that
 * @param masked whether weights can be removed
 */
public record DeterministicParameter(
    String path, Shape shape, double initialMean, double initialDeviation, boolean masked)
    implements Parameter {
  /**
   * Weights that cannot be removed.
   *
   * @param path the path, such as {@code conv1/weight}
   * @param shape the shape of the weights
   * @param initialMean the weights start from {@code N(initialMean, initialDeviation²)}
   * @param initialDeviation the standard deviation of that
   */
  public DeterministicParameter(
      String path, Shape shape, double initialMean, double initialDeviation) {
    this(path, shape, initialMean, initialDeviation, false);
  }

  @Override
  public DeterministicParameter withMask() {
    return new DeterministicParameter(path, shape, initialMean, initialDeviation, true);
  }

  @Override
  public Optional<WeightMask> mask() {
    return masked ? Optional.of(new WeightMask(path, shape)) : Optional.empty();
  }

  @Override
  public List<Buffer> buffers() {
    return mask().map(mask -> List.of(mask.buffer())).orElse(List.of());
  }

  @Override
  public List<Variable> variables() {
    return List.of(variable());
  }

  @Override
  public HostTensor initialValue(Variable variable, long seed) {
    return InitialValues.normal(shape, path, seed, initialMean, initialDeviation);
  }

  @Override
  public Tensor mean(GraphBuilder graph) {
    Tensor values = graph.read(variable());
    return mask().map(mask -> values.multiply(mask.read(graph))).orElse(values);
  }

  private Variable variable() {
    return new Variable(path, shape);
  }
}
