package org.bcnn.layer;

import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * Dropout of whole channels (Tompson et al. 2015) of {@code [batch, channels, height, width]}: each
 * channel of each example is set to 0 with probability {@code rate}, or else divided by {@code 1 −
 * rate}. Neighbouring pixels say much the same, so that dropping single ones hardly hides anything.
 * When it is active is as for {@link Dropout}.
 *
 * @param name the layer's name, part of the address of its noise
 * @param rate the probability of 0, at least 0 and below 1
 */
public record Dropout2d(String name, double rate) implements Layer {
  /** Checks the rate. */
  public Dropout2d {
    DropoutMask.check(name, rate);
  }

  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    if (x.shape().rank() != 4) {
      throw new IllegalArgumentException(
          name + ": dropout of channels needs [batch, channels, height, width], got " + x.shape());
    }
    Shape mask = Shape.of(x.shape().dim(0), x.shape().dim(1), 1, 1);
    return DropoutMask.apply(x, name, rate, mask, pass);
  }
}
