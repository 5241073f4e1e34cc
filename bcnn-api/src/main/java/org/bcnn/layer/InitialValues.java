package org.bcnn.layer;

import org.bcnn.graph.Variable;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tensor.HostTensor;

/** What variables start from: functions of the seed and the variable's name alone. */
final class InitialValues {
  private InitialValues() {}

  /** Fills a variable with {@code N(mean, deviation²)}. */
  static HostTensor normal(Variable variable, long seed, double mean, double deviation) {
    RandomStream stream =
        RandomStream.at(new NoiseAddress(seed, 0, "initialise/" + variable.name(), 0));
    float[] values = new float[variable.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + deviation * stream.nextGaussian());
    }
    return HostTensor.of(variable.shape(), values);
  }
}
