package org.bcnn.tasks.gan;

import java.util.Map;
import org.bcnn.tensor.HostTensor;

/**
 * What a step of the discriminator reported, from before its update.
 *
 * @param step what every player reports
 * @param realProbability the mean probability of being real that it gave real images
 * @param generatedProbability the same of generated images; both are nearly 0.5 where it cannot
 *     tell them apart
 */
public record DiscriminatorStep(
    PlayerStep step, float realProbability, float generatedProbability) {
  static DiscriminatorStep of(Map<String, HostTensor> outputs) {
    return new DiscriminatorStep(
        PlayerStep.of(outputs),
        outputs.get(GameFunctions.REAL_PROBABILITY).item(),
        outputs.get(GameFunctions.GENERATED_PROBABILITY).item());
  }
}
