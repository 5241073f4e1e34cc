package org.bcnn.it.tck.reference;

import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Op;
import org.bcnn.random.NoiseKey;
import org.bcnn.random.PortableNoise;

/**
 * Noise at an address. Native noise is the portable noise: this engine has no generator of its own.
 */
final class ReferenceNoise {
  private ReferenceNoise() {}

  static DoubleTensor draw(Op.Noise op, NoiseSeed seed) {
    float[] values = new float[op.shape().size()];
    NoiseKey key = seed.address(op).key();
    switch (op.distribution()) {
      case STANDARD_NORMAL -> PortableNoise.fillNormal(key, 0, values, 0, values.length);
      case UNIFORM -> PortableNoise.fillUniform(key, 0, values, 0, values.length);
      case RANDOM_SIGN -> PortableNoise.fillSigns(key, 0, values, 0, values.length);
    }
    return DoubleTensor.of(op.shape(), values);
  }
}
