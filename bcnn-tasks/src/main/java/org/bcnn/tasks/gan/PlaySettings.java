package org.bcnn.tasks.gan;

import java.util.Objects;
import org.bcnn.objective.AdversarialLoss;

/**
 * How a game is played.
 *
 * @param loss what the players minimise
 * @param generatorLoss what the generator minimises, if not its side of that
 * @param instanceNoise the deviation of the noise on the pixels that the discriminator is trained
 *     on, at least 0 ({@link Game})
 * @param turns the order of play
 * @param averageDecay the decay of the moving average of the generator ({@link MovingAverage})
 */
public record PlaySettings(
    AdversarialLoss loss,
    GeneratorLoss generatorLoss,
    double instanceNoise,
    Turns turns,
    double averageDecay) {
  /** Checks that nothing is null, and the decay at least 0 and under 1. */
  public PlaySettings {
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(generatorLoss, "generatorLoss");
    Objects.requireNonNull(turns, "turns");
    if (!(instanceNoise >= 0) || Double.isInfinite(instanceNoise)) {
      throw new IllegalArgumentException(
          "the deviation of instance noise must be finite and at least 0, got " + instanceNoise);
    }
    MovingAverage.requireDecay(averageDecay);
  }
}
