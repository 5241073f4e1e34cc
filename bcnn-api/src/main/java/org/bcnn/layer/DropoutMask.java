package org.bcnn.layer;

import org.bcnn.graph.Distribution;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/** What dropout multiplies with: 0 with probability {@code rate}, else {@code 1 / (1 − rate)}. */
final class DropoutMask {
  private DropoutMask() {}

  static void check(String name, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          name + ": the rate of dropout must be at least 0 and below 1, got " + rate);
    }
  }

  /** Multiplies with a mask that broadcasts to the input; does nothing if the pass samples not. */
  static Tensor apply(Tensor x, String name, double rate, Shape mask, ForwardPass pass) {
    if (!pass.samples() || rate == 0) {
      return x;
    }
    // A path below the layer's name, which leaves the name itself to another layer's noise.
    Tensor uniform = pass.activationNoise(Distribution.UNIFORM, name + "/dropout", mask);
    Tensor kept = uniform.greaterOrEqual(pass.graph().constant((float) rate));
    return x.multiply(kept.multiply(1 / (1 - rate)));
  }
}
