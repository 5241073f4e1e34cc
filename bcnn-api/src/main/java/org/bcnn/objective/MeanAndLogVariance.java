package org.bcnn.objective;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * The output of a network that predicts how noisy its targets are.
 *
 * @param mean the means, {@code [batch, …]}
 * @param logVariance the logarithms of the variances (not of the deviations), before any bounds, of
 *     the same shape
 */
public record MeanAndLogVariance(Tensor mean, Tensor logVariance) {
  /** Checks that the shapes are one. */
  public MeanAndLogVariance {
    if (!mean.shape().equals(logVariance.shape())) {
      throw new IllegalArgumentException(
          "each mean needs a variance, got means "
              + mean.shape()
              + " and variances "
              + logVariance.shape());
    }
  }

  /**
   * Takes the first half of the channels for the means and the second for the log variances.
   *
   * @param output an output {@code [batch, 2 channels, …]}
   * @return both, {@code [batch, channels, …]}
   * @throws IllegalArgumentException if there is no even number of channels
   */
  public static MeanAndLogVariance split(Tensor output) {
    Shape shape = output.shape();
    if (shape.rank() < 2 || shape.dim(1) % 2 != 0) {
      throw new IllegalArgumentException(
          "means and variances need an output [batch, 2 channels, …], got " + shape);
    }
    int[] dims = shape.toArray();
    dims[1] /= 2;
    List<Integer> begin = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
    Tensor mean = output.graph().slice(output, begin, Shape.of(dims));
    begin.set(1, dims[1]);
    return new MeanAndLogVariance(mean, output.graph().slice(output, begin, Shape.of(dims)));
  }
}
