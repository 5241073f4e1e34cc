package org.bcnn.it.tck;

import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.it.tck.reference.Evaluation;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;

/**
 * Certifies gradient rules without a backend: along random directions, in double precision, the
 * gradient's component is the central difference of the function.
 */
final class CentralDifferences {
  private static final int DIRECTIONS = 2;

  private CentralDifferences() {}

  static void check(DerivativeCase c) {
    Map<String, DoubleTensor> inputs = Oracle.widen(c.inputs());
    Map<String, DoubleTensor> gradients =
        new Evaluation(c.gradient(), inputs, Map.of(), Subject.NO_NOISE).outputs();
    for (String name : c.wanted()) {
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        check(c.scalar(), inputs, name, gradients.get(name), direction);
      }
    }
  }

  private static void check(
      Function scalar,
      Map<String, DoubleTensor> inputs,
      String name,
      DoubleTensor gradient,
      int direction) {
    DoubleTensor at = inputs.get(name);
    RandomStream random = RandomStream.at(new NoiseAddress(0, 0, "direction/" + name, direction));
    double[] above = at.data().clone();
    double[] below = at.data().clone();
    double component = 0;
    double scale = 1;
    for (int i = 0; i < above.length; i++) {
      double along = 2 * random.nextDouble() - 1;
      above[i] += Tolerances.DIFFERENCE_STEP * along;
      below[i] -= Tolerances.DIFFERENCE_STEP * along;
      component += gradient.data()[i] * along;
      scale += Math.abs(gradient.data()[i] * along);
    }
    double difference =
        (value(scalar, inputs, name, above) - value(scalar, inputs, name, below))
            / (2 * Tolerances.DIFFERENCE_STEP);
    if (!(Math.abs(difference - component) <= Tolerances.CENTRAL_DIFFERENCE * scale)) {
      throw new AssertionError(
          "the gradient by "
              + name
              + " has component "
              + component
              + " where the central difference is "
              + difference);
    }
  }

  private static double value(
      Function scalar, Map<String, DoubleTensor> inputs, String name, double[] moved) {
    DoubleTensor at = inputs.put(name, new DoubleTensor(inputs.get(name).shape(), moved));
    try {
      return new Evaluation(scalar, inputs, Map.of(), Subject.NO_NOISE)
          .outputs()
          .get("value")
          .data()[0];
    } finally {
      inputs.put(name, at);
    }
  }
}
