package org.bcnn.it.tck;

import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Operands of test cases: in random order, all different, well apart from each other and from zero,
 * so that a mixed-up index shows, no maximum ties and no kink is near.
 */
final class Values {
  private static final long SEED = 20;

  private Values() {}

  /** Values of both signs with magnitudes from about 0 to 2. */
  static HostTensor signed(String name, int... dims) {
    return between(name, -2, 2, dims);
  }

  /** Positive values that logarithms, roots and powers take, 0.25 to 2.5. */
  static HostTensor positive(String name, int... dims) {
    return between(name, 0.25, 2.5, dims);
  }

  static HostTensor between(String name, double low, double high, int... dims) {
    Shape shape = Shape.of(dims);
    RandomStream random =
        RandomStream.at(new NoiseAddress(SEED, shape.hashCode(), "values/" + name, 0));
    int[] order = random.permutation(shape.size());
    float[] data = new float[order.length];
    double gap = (high - low) / order.length;
    for (int i = 0; i < data.length; i++) {
      // The middle half of each of n equal intervals; zero is always the end of one or well inside.
      data[i] = (float) (low + gap * (order[i] + 0.3 + 0.15 * random.nextDouble()));
    }
    return HostTensor.of(shape, data);
  }
}
