package org.bcnn.posterior;

import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** What variables start from: functions of the seed and a path alone. */
public final class InitialValues {
  private InitialValues() {}

  /**
   * Draws from {@code N(mean, deviation²)}.
   *
   * @param shape the shape of the values
   * @param path what the draw is for; equal paths draw alike
   * @param seed the seed
   * @param mean the mean
   * @param deviation the standard deviation
   * @return the values
   */
  public static HostTensor normal(
      Shape shape, String path, long seed, double mean, double deviation) {
    RandomStream stream = RandomStream.at(new NoiseAddress(seed, 0, "initialise/" + path, 0));
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + deviation * stream.nextGaussian());
    }
    return HostTensor.of(shape, values);
  }
}
