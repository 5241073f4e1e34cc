package org.bcnn.layer;

import org.bcnn.graph.Tensor;

/**
 * Dropout (Srivastava et al. 2014): sets each element to 0 with probability {@code rate} and
 * divides the others by {@code 1 − rate}, so that the expectation stays. Every example, element and
 * draw has a choice of its own. Any shape to the same shape.
 *
 * <p>It is active whenever the pass {@linkplain ForwardPass#samples() samples}, in training and in
 * prediction, and passes its input on at {@link Estimator#MEAN}. Monte Carlo dropout (Gal and
 * Ghahramani 2016) is therefore a deterministic network with dropout whose predictions are drawn
 * with any estimator but the mean; ordinary dropout is the same network predicted at the mean.
 *
 * @param name the layer's name, part of the address of its noise
 * @param rate the probability of 0, at least 0 and below 1
 */
public record Dropout(String name, double rate) implements Layer {
  /** Checks the rate. */
  public Dropout {
    DropoutMask.check(name, rate);
  }

  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    return DropoutMask.apply(x, name, rate, x.shape(), pass);
  }
}
