package org.bcnn.tasks.gan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one round of a game reported: the last step of the discriminator and the generator's.
 *
 * @param round the number of the round in the run, from 1
 * @param epoch the epoch, from 1
 * @param discriminator the step of the discriminator
 * @param generator the step of the generator
 */
public record GameRound(
    long round, int epoch, DiscriminatorStep discriminator, PlayerStep generator) {
  /** The names of {@link #values}, in their order. */
  public static final List<String> NAMES =
      List.of(
          "discriminatorLoss",
          "discriminatorNll",
          "discriminatorKl",
          "generatorLoss",
          "generatorNll",
          "generatorKl",
          "realProbability",
          "generatedProbability");

  /**
   * Returns what was reported, by name.
   *
   * @return losses in nats per example, KL divergences in nats, and the mean probabilities of being
   *     real that real and generated images were given
   */
  public Map<String, Double> values() {
    PlayerStep judged = discriminator.step();
    double[] numbers = {
      judged.loss(),
      judged.nll(),
      judged.kl(),
      generator.loss(),
      generator.nll(),
      generator.kl(),
      discriminator.realProbability(),
      discriminator.generatedProbability()
    };
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < numbers.length; i++) {
      values.put(NAMES.get(i), numbers[i]);
    }
    return Collections.unmodifiableMap(values);
  }
}
