package org.bcnn.models.pruning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Variable;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Removes single weights. A removed weight is 0 in mean and in variance: its mask is 0, its μ is 0
 * and its ρ so low that σ is 0 in float32, whoever reads them. Stateless.
 */
public final class Pruning {
  /** ρ of removed weights: softplus of it is 0 in float32. */
  public static final float REMOVED_RHO = -110;

  private Pruning() {}

  /**
   * Returns a network whose weights can be removed, with none removed yet. The state of an
   * optimiser is left out.
   *
   * @param checkpoint the network
   * @return the same network with masks; the same weights if it has masks already
   * @throws org.bcnn.models.checkpoint.CheckpointException if the network cannot be built
   */
  public static Checkpoint prunable(Checkpoint checkpoint) {
    Checkpoint masked =
        new Checkpoint(
            checkpoint.architecture(),
            checkpoint.weights().pruned(),
            checkpoint.training(),
            checkpoint.seed(),
            checkpoint.provenance(),
            checkpoint.progress(),
            Map.of());
    NetworkVariables variables = variables(masked);
    Map<Variable, HostTensor> initial = variables.initialValues(0);
    Map<String, HostTensor> values = new LinkedHashMap<>();
    for (Variable variable : variables.all()) {
      HostTensor value = checkpoint.values().get(variable.name());
      values.put(variable.name(), value != null ? value : initial.get(variable));
    }
    return withValues(masked, values);
  }

  /** Builds a network that may have no values yet. */
  private static NetworkVariables variables(Checkpoint checkpoint) {
    return checkpoint.emptyNetwork().variables();
  }

  /**
   * Lists the weights that can be removed.
   *
   * @param network the variables of a {@linkplain #prunable prunable} network
   * @param values their values by name
   * @return the tensors of weights, in the order of the network
   * @throws IllegalArgumentException if a value is missing, or there are posteriors that weights
   *     cannot be removed from
   */
  public static List<WeightTensor> weights(
      NetworkVariables network, Map<String, HostTensor> values) {
    return network.parameters().stream()
        .flatMap(parameter -> WeightTensor.of(parameter, values).stream())
        .toList();
  }

  /**
   * Removes weights.
   *
   * @param checkpoint the network
   * @param criterion by what weights are ranked
   * @param target how many go
   * @return the network with fewer weights, without the state of an optimiser
   * @throws IllegalArgumentException if the weights cannot be ranked so, or none would be left
   */
  public static Checkpoint prune(
      Checkpoint checkpoint, PruningCriterion criterion, PruningTarget target) {
    Checkpoint prunable = prunable(checkpoint);
    Map<String, HostTensor> values = new LinkedHashMap<>(prunable.values());
    values.putAll(removal(prunable.network().variables(), prunable.values(), criterion, target));
    return withValues(prunable, values);
  }

  /**
   * Decides what changes when weights are removed.
   *
   * @param network the variables of a {@linkplain #prunable prunable} network
   * @param values their values by name
   * @param criterion by what weights are ranked
   * @param target how many go
   * @return the new values of masks, means and ρ, by name
   * @throws IllegalArgumentException if the weights cannot be ranked so, or none would be left
   */
  public static Map<String, HostTensor> removal(
      NetworkVariables network,
      Map<String, HostTensor> values,
      PruningCriterion criterion,
      PruningTarget target) {
    List<WeightTensor> weights = weights(network, values);
    List<double[]> scores = new ArrayList<>();
    weights.forEach(each -> scores.add(criterion.scores(each, values)));
    List<boolean[]> kept = target.kept(scores);
    Map<String, HostTensor> changed = new LinkedHashMap<>();
    boolean any = false;
    for (int i = 0; i < weights.size(); i++) {
      changed.putAll(removal(weights.get(i), kept.get(i), values));
      for (boolean left : kept.get(i)) {
        any |= left;
      }
    }
    if (!any) {
      throw new IllegalArgumentException(
          String.format(
              "no weight would be left by %s and %s; remove fewer", criterion.key(), target));
    }
    return changed;
  }

  /** Returns the new values of one tensor of weights; what is removed stays so. */
  static Map<String, HostTensor> removal(
      WeightTensor weights, boolean[] kept, Map<String, HostTensor> values) {
    boolean[] left = new boolean[kept.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = kept[i] && weights.isKept(i);
    }
    Map<String, HostTensor> changed = new LinkedHashMap<>();
    changed.put(weights.maskVariable().name(), mask(weights.parameter().shape(), left));
    String mean = weights.meanVariable().name();
    changed.put(mean, removed(values.get(mean), left, 0));
    weights
        .rhoVariable()
        .map(Variable::name)
        .ifPresent(rho -> changed.put(rho, removed(values.get(rho), left, REMOVED_RHO)));
    return changed;
  }

  private static HostTensor mask(Shape shape, boolean[] left) {
    float[] mask = new float[left.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = left[i] ? 1 : 0;
    }
    return HostTensor.of(shape, mask);
  }

  private static HostTensor removed(HostTensor value, boolean[] left, float instead) {
    float[] data = value.data().clone();
    for (int i = 0; i < data.length; i++) {
      if (!left[i]) {
        data[i] = instead;
      }
    }
    return HostTensor.of(value.shape(), data);
  }

  /**
   * Counts the weights that can be removed.
   *
   * @param checkpoint the network
   * @return how many there are, and how many of them are left
   */
  public static WeightCount count(Checkpoint checkpoint) {
    Checkpoint prunable = prunable(checkpoint);
    long all = 0;
    long left = 0;
    for (WeightTensor weights : weights(prunable.network().variables(), prunable.values())) {
      all += weights.size();
      for (int i = 0; i < weights.size(); i++) {
        left += weights.isKept(i) ? 1 : 0;
      }
    }
    return new WeightCount(all, left);
  }

  static Checkpoint withValues(Checkpoint checkpoint, Map<String, HostTensor> values) {
    return new Checkpoint(
        checkpoint.architecture(),
        checkpoint.weights(),
        checkpoint.training(),
        checkpoint.seed(),
        checkpoint.provenance(),
        checkpoint.progress(),
        values);
  }
}
