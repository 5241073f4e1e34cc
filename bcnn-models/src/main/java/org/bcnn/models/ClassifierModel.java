package org.bcnn.models;

import java.util.List;
import java.util.Optional;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.spec.Spec;

/**
 * An architecture of image classifiers. Immutable and thread-safe. Whoever adds one writes a {@link
 * ClassifierProvider} of it as well.
 */
public interface ClassifierModel {
  /**
   * Builds the network.
   *
   * <p>The same arguments must make the same network, with layers listed from input to output: a
   * model is built again when a checkpoint is read, and once more to find which layers are last.
   *
   * @param description the images, the classes, the activation, and by how much hidden layers are
   *     wider or narrower ({@link NetworkDescription#scaled})
   * @param weights makes every weight that can be a distribution, so that one model serves Bayesian
   *     and deterministic networks; a layer's weights have paths {@code layer/name}
   * @return a network that maps images {@code [batch, channels, height, width]} to logits {@code
   *     [batch, classes]}
   * @throws IllegalArgumentException if the model does not take such images; the message names the
   *     smallest size
   */
  Layer build(ClassifierDescription description, ParameterFactory weights);

  /**
   * Returns this architecture with hidden layers of other widths, which structured pruning needs.
   * Layers must feed each other one after another, each of them all of the channels or units of the
   * one before.
   *
   * @param widths the channels or units of each hidden layer, in the order of {@link #build}
   * @return the model; empty if its layers do not have widths of their own
   * @throws IllegalArgumentException if there is not a positive width for each hidden layer
   */
  default Optional<ClassifierModel> withWidths(List<Integer> widths) {
    return Optional.empty();
  }

  /**
   * Returns the name and settings that a {@link ClassifierProvider} makes this model from.
   *
   * @return the specification, with every setting, which a checkpoint stores
   */
  Spec spec();
}
