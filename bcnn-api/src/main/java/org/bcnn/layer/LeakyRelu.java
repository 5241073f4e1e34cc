package org.bcnn.layer;

import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;

/**
 * A rectifier that lets a part of negative inputs through (Maas, Hannun and Ng 2013), elementwise:
 * {@code x} where it is positive, else {@code slope · x}.
 *
 * @param slope the slope for negative inputs, finite and not negative
 */
public record LeakyRelu(double slope) implements Layer {
  /** Checks the slope. */
  public LeakyRelu {
    if (!(slope >= 0) || !Double.isFinite(slope)) {
      throw new IllegalArgumentException("slope must be finite and not negative, got " + slope);
    }
  }

  /** A product with the slope at each element, which is then all that its gradient needs. */
  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    GraphBuilder graph = pass.graph();
    Tensor slopes = graph.select(x.greater(0), graph.constant(1), graph.constant((float) slope));
    return x.multiply(slopes.stopGradient());
  }
}
