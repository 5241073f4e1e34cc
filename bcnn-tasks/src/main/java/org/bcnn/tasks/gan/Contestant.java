package org.bcnn.tasks.gan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bcnn.graph.Op;
import org.bcnn.graph.Variable;
import org.bcnn.models.Player;
import org.bcnn.optimizer.Adam;
import org.bcnn.optimizer.Optimizer;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tensor.HostTensor;

/**
 * A player and how it is trained. Immutable and thread-safe.
 *
 * @param <P> which player it is
 * @param player the player
 * @param objective what it minimises beside the loss of the game: estimator and draws of its own
 *     weights, and the weight of their KL divergence
 * @param optimizer the rule of its updates, whose state has a name of its own
 */
public record Contestant<P extends Player>(
    P player, ObjectiveSettings objective, Optimizer optimizer) {
  /** Checks that nothing is null. */
  public Contestant {
    Objects.requireNonNull(player, "player");
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(optimizer, "optimizer");
  }

  /**
   * Makes Adam with the decay rates of Radford et al. (2016), 0.5 and 0.999.
   *
   * @param state the name of its state, such as {@code adam-generator}
   * @return the optimiser
   */
  public static Optimizer adam(String state) {
    return new Adam(state, new Op.Adam(0.5, 0.999, 1e-8));
  }

  /**
   * Returns the variables of the player: what it trains and what its layers keep.
   *
   * @return the variables
   */
  public List<Variable> variables() {
    return player.variables().all();
  }

  /**
   * Returns the variables of the optimiser.
   *
   * @return the variables of its state
   */
  public List<Variable> state() {
    return optimizer.state(player.variables().trainable());
  }

  /**
   * Returns what all of these start from.
   *
   * @param seed the seed
   * @return a value for each of {@link #variables} and of {@link #state}
   */
  public Map<Variable, HostTensor> initialValues(long seed) {
    Map<Variable, HostTensor> values = new LinkedHashMap<>(player.variables().initialValues(seed));
    values.putAll(optimizer.initialState(player.variables().trainable()));
    return Collections.unmodifiableMap(values);
  }
}
