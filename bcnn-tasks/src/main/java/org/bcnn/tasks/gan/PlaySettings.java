package org.bcnn.tasks.gan;

import java.util.Objects;
import org.bcnn.objective.AdversarialLoss;

/**
 * How a game is played.
 *
 * @param loss what the players minimise
 * @param generatorLoss what the generator minimises, if not its side of that
 * @param turns the order of play
 * @param averageDecay the decay of the moving average of the generator ({@link MovingAverage})
 */
public record PlaySettings(
    AdversarialLoss loss, GeneratorLoss generatorLoss, Turns turns, double averageDecay) {
  /** Checks that nothing is null, and the decay at least 0 and under 1. */
  public PlaySettings {
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(generatorLoss, "generatorLoss");
    Objects.requireNonNull(turns, "turns");
    MovingAverage.requireDecay(averageDecay);
  }
}
