package org.bcnn.layer;

import java.util.Objects;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * One pass through a network: the graph it is built in, how the expectation over weights is
 * estimated, and which posterior draw this is.
 *
 * @param graph the graph
 * @param estimator how the expectation is estimated
 * @param draw the number of the posterior draw, part of the address of all its noise
 * @param noise who makes the noise
 */
public record ForwardPass(GraphBuilder graph, Estimator estimator, int draw, NoiseSource noise) {
  /** Checks the draw's number. */
  public ForwardPass {
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(estimator, "estimator");
    Objects.requireNonNull(noise, "noise");
    if (draw < 0) {
      throw new IllegalArgumentException("draw must not be negative, got " + draw);
    }
  }

  /**
   * Draws standard normal noise addressed by a path and this pass's draw.
   *
   * @param path the path of the noise
   * @param shape the shape of the noise
   * @return the noise
   */
  public Tensor normal(String path, Shape shape) {
    return graph.noise(Distribution.STANDARD_NORMAL, shape, path, draw, noise);
  }
}
