package org.bcnn.models.pruning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Buffer;
import org.bcnn.layer.Parameter;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.ClassifierModel;
import org.bcnn.models.ClassifierProvider;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Removes filters of convolutions and units of dense layers: structured pruning.
 *
 * <p>A unit is removed when all weights that lead from it are, for then nothing depends on it,
 * whatever its activation, bias or noise is; those that lead to it are removed as well, for nothing
 * depends on them. {@link #mask} removes the weights and leaves the network as large as it was;
 * {@link #shrink} leaves the units out, which gives a smaller network of the same function: outputs
 * at the mean are the same up to rounding, and those of draws have the same distribution.
 * Stateless.
 */
public final class UnitPruning {
  private UnitPruning() {}

  /**
   * Ranks the units of every hidden layer and chooses those that are left.
   *
   * <p>With {@code in} the weights that lead to a unit and {@code out} those that lead from it, the
   * score is {@code ‖μ‖ in × ‖μ‖ out} by L1 (the norms are the mean magnitudes), the product of the
   * ratios {@code ‖μ‖ / ‖σ‖} (Euclidean) of both by SNR, and the mean divergence of {@code in} by
   * KL.
   *
   * @param checkpoint a classifier
   * @param criterion by what units are ranked
   * @param share the share of each hidden layer that is removed, from 0 to 1, without 1; at least
   *     one unit is left
   * @return the units that are left
   * @throws IllegalArgumentException if the share is out of range, the network is no chain of
   *     layers, or its weights cannot be ranked so
   */
  public static KeptUnits best(Checkpoint checkpoint, PruningCriterion criterion, double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          "the fraction of units to remove must be at least 0 and below 1, got " + share);
    }
    Checkpoint prunable = Pruning.prunable(checkpoint);
    UnitChain chain = chain(prunable);
    List<WeightTensor> weights = Pruning.weights(prunable.network().variables(), prunable.values());
    Map<String, List<Integer>> kept = new LinkedHashMap<>();
    for (int i = 0; i < chain.hidden().size(); i++) {
      UnitScores scores =
          UnitScores.of(
              new UnitScores.Side(chain.layers().get(i), weights.get(i)),
              new UnitScores.Side(chain.layers().get(i + 1), weights.get(i + 1)),
              criterion,
              prunable.values());
      int units = chain.layers().get(i).units();
      int left = (int) Math.max(1, Math.round(units * (1 - share)));
      kept.put(
          chain.layers().get(i).name(),
          IntStream.range(0, units)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer unit) -> -scores.of(unit)))
              .limit(left)
              .toList());
    }
    return new KeptUnits(kept);
  }

  /**
   * Removes units by their weights, and leaves the network as large as it was.
   *
   * @param checkpoint a classifier
   * @param kept the units that are left
   * @return the masked network
   * @throws IllegalArgumentException if the network is no chain of layers, or not the one whose
   *     units these are
   */
  public static Checkpoint mask(Checkpoint checkpoint, KeptUnits kept) {
    Checkpoint prunable = Pruning.prunable(checkpoint);
    UnitChain chain = chain(prunable);
    boolean[][] left = left(chain, kept);
    List<WeightTensor> weights = Pruning.weights(prunable.network().variables(), prunable.values());
    Map<String, HostTensor> values = new LinkedHashMap<>(prunable.values());
    for (int i = 0; i < weights.size(); i++) {
      UnitLayer layer = chain.layers().get(i);
      boolean[] there = new boolean[weights.get(i).size()];
      for (int at = 0; at < there.length; at++) {
        there[at] = left[i + 1][layer.output(at)] && (i == 0 || left[i][layer.input(at)]);
      }
      values.putAll(Pruning.removal(weights.get(i), there, prunable.values()));
    }
    return Pruning.withValues(prunable, values);
  }

  /**
   * Makes the smaller network. Masks that the network has stay, cut to size. The state of an
   * optimiser is left out.
   *
   * @param checkpoint a classifier
   * @param kept the units that are left
   * @return a network whose model has the setting {@code widths}
   * @throws IllegalArgumentException if the network is no chain of layers, not the one whose units
   *     these are, or its model cannot have hidden layers of other widths
   */
  public static Checkpoint shrink(Checkpoint checkpoint, KeptUnits kept) {
    UnitChain chain = chain(checkpoint);
    boolean[][] left = left(chain, kept);
    ClassifierDescription whole = checkpoint.classifierDescription();
    ClassifierDescription smaller =
        new ClassifierDescription(
            narrowed(whole, kept.widths()),
            whole.channels(),
            whole.height(),
            whole.width(),
            whole.classes(),
            whole.activation(),
            1,
            whole.dropout());
    Map<String, HostTensor> values = new LinkedHashMap<>();
    List<Parameter> parameters = checkpoint.network().variables().parameters();
    for (Parameter parameter : parameters) {
      List<Variable> variables = new ArrayList<>(parameter.variables());
      parameter.buffers().stream().map(Buffer::variable).forEach(variables::add);
      boolean[] there = there(parameter, chain, left);
      for (Variable variable : variables) {
        values.put(variable.name(), cut(variable, parameter, checkpoint.values(), there));
      }
    }
    return shaped(checkpoint, smaller, values);
  }

  /** Gives the values of the smaller network the shapes that it has. */
  private static Checkpoint shaped(
      Checkpoint checkpoint, ClassifierDescription smaller, Map<String, HostTensor> cut) {
    Checkpoint empty =
        new Checkpoint(
            smaller,
            checkpoint.weights(),
            checkpoint.training(),
            checkpoint.seed(),
            checkpoint.provenance(),
            checkpoint.progress(),
            Map.of());
    Map<String, HostTensor> values = new LinkedHashMap<>();
    for (Variable variable : empty.emptyNetwork().variables().all()) {
      HostTensor value = cut.get(variable.name());
      values.put(variable.name(), HostTensor.of(variable.shape(), value.data()));
    }
    return Pruning.withValues(empty, values);
  }

  private static String narrowed(ClassifierDescription whole, List<Integer> widths) {
    ClassifierModel model = ClassifierProvider.registry().create(whole.model());
    return model
        .withWidths(widths)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        "units of %s cannot be removed, as its layers depend on each other's"
                            + " widths; prune single weights instead",
                        whole.model())))
        .spec()
        .toString();
  }

  private static UnitChain chain(Checkpoint checkpoint) {
    narrowed(
        checkpoint.classifierDescription(),
        UnitChain.of(checkpoint.network()).hidden().stream().map(UnitLayer::units).toList());
    return UnitChain.of(checkpoint.network());
  }

  /** Tells which units are left: of the input, of each hidden layer, and of the output. */
  private static boolean[][] left(UnitChain chain, KeptUnits kept) {
    List<String> names = chain.hidden().stream().map(UnitLayer::name).toList();
    if (!List.copyOf(kept.layers().keySet()).equals(names)) {
      throw new IllegalArgumentException(
          String.format(
              "these are units of %s, but the network has %s", kept.layers().keySet(), names));
    }
    int count = chain.layers().size();
    boolean[][] left = new boolean[count + 1][];
    left[0] = all(UnitLayer.inputs(chain.layers().get(0).weight()));
    left[count] = all(chain.layers().get(count - 1).units());
    for (int i = 0; i < names.size(); i++) {
      left[i + 1] = new boolean[chain.layers().get(i).units()];
      for (int unit : kept.layers().get(names.get(i))) {
        if (unit < 0 || unit >= left[i + 1].length) {
          throw new IllegalArgumentException(
              String.format(
                  "%s has %d units, and none with the number %d",
                  names.get(i), left[i + 1].length, unit));
        }
        left[i + 1][unit] = true;
      }
    }
    return left;
  }

  private static boolean[] all(int count) {
    boolean[] all = new boolean[count];
    Arrays.fill(all, true);
    return all;
  }

  /** Tells which elements of a parameter are left: weights, or biases of units. */
  private static boolean[] there(Parameter parameter, UnitChain chain, boolean[][] left) {
    for (int i = 0; i < chain.layers().size(); i++) {
      UnitLayer layer = chain.layers().get(i);
      if (!parameter.path().startsWith(layer.name() + "/")) {
        continue;
      }
      if (!parameter.shape().equals(layer.weight())) {
        return left[i + 1];
      }
      boolean[] there = new boolean[layer.weight().size()];
      for (int at = 0; at < there.length; at++) {
        there[at] = left[i + 1][layer.output(at)] && (i == 0 || left[i][layer.input(at)]);
      }
      return there;
    }
    throw new IllegalArgumentException(
        parameter.path() + " is of no layer whose units can be removed");
  }

  private static HostTensor cut(
      Variable variable, Parameter parameter, Map<String, HostTensor> values, boolean[] there) {
    HostTensor value = values.get(variable.name());
    if (variable.shape().size() == 1 && there.length != 1) {
      return value;
    }
    if (!variable.shape().equals(parameter.shape())) {
      throw new IllegalArgumentException(
          String.format(
              "%s has a shape other than that of its weights, so that units cannot be removed;"
                  + " units are removed from networks of mean-field posteriors",
              variable.name()));
    }
    float[] data = value.data();
    float[] cut = new float[data.length];
    int count = 0;
    for (int i = 0; i < data.length; i++) {
      if (there[i]) {
        cut[count++] = data[i];
      }
    }
    return HostTensor.of(Shape.of(count), Arrays.copyOf(cut, count));
  }
}
