package org.bcnn.models;

import org.bcnn.layer.Activation;

/**
 * What decides the architecture of a network, whatever its task: what a checkpoint stores of it.
 * Immutable and thread-safe.
 */
public sealed interface NetworkDescription
    permits ClassifierDescription,
        SuperResolutionDescription,
        GeneratorDescription,
        DiscriminatorDescription {
  /**
   * Returns the model.
   *
   * @return its specification, such as {@code lenet5} or {@code mlp:units=400}
   */
  String model();

  /**
   * Returns the activation between layers.
   *
   * @return the activation
   */
  Activation activation();

  /**
   * Returns by how much hidden layers are wider than those of the model as published.
   *
   * @return a positive factor on the channels or units of every hidden layer
   */
  double widthMultiplier();

  /**
   * Applies the width multiplier to a hidden layer.
   *
   * @param units the channels or units of the layer as published
   * @return {@code units * widthMultiplier} to the nearest whole number, at least 1
   */
  default int scaled(int units) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(units * widthMultiplier())));
  }
}
