package org.bcnn.layer;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * What a normalisation gives back: a scale that starts at 1 and a shift that starts at 0.
 *
 * <p>Both are plain values in Bayesian networks too. There are two for each channel, which every
 * example and pixel informs, so that a posterior over them would be narrow; and a scale with a
 * prior around 0 would be drawn to undo the normalisation.
 */
record ScaleAndShift(Parameter scale, Parameter shift) {
  /** Makes {@code name/scale} and {@code name/shift}. */
  static ScaleAndShift create(String name, Shape shape) {
    return new ScaleAndShift(
        new DeterministicParameter(name + "/scale", shape, 1, 0),
        new DeterministicParameter(name + "/shift", shape, 0, 0));
  }

  /** The shape broadcasts against the value. */
  Tensor apply(Tensor x, Shape spread) {
    return x.multiply(scale.mean(x.graph()).reshape(spread))
        .add(shift.mean(x.graph()).reshape(spread));
  }

  List<Parameter> parameters() {
    return List.of(scale, shift);
  }
}
