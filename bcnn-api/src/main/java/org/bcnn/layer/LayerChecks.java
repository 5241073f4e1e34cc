package org.bcnn.layer;

import org.bcnn.graph.ConvGeometry;
import org.bcnn.tensor.Shape;

/** Checks settings of layers, so that a message names the layer and the setting. */
final class LayerChecks {
  private LayerChecks() {}

  static void check(
      String name,
      int inputChannels,
      int outputChannels,
      int kernelHeight,
      int kernelWidth,
      ConvGeometry geometry) {
    positive(name, "inputChannels", inputChannels);
    positive(name, "outputChannels", outputChannels);
    positive(name, "kernelHeight", kernelHeight);
    positive(name, "kernelWidth", kernelWidth);
    divisible(name, "inputChannels", inputChannels, geometry.groups());
    divisible(name, "outputChannels", outputChannels, geometry.groups());
  }

  static void positive(String name, String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + what + " must be at least 1, got " + value);
    }
  }

  static void divisible(String name, String what, int value, int groups) {
    if (value % groups != 0) {
      throw new IllegalArgumentException(
          name + ": " + what + " must be divisible by the groups, got " + value + " and " + groups);
    }
  }

  static void rank4(String name, Shape filters) {
    if (filters.rank() != 4) {
      throw new IllegalArgumentException(name + ": filters must have rank 4, got " + filters);
    }
  }

  /** A bias of another extent might broadcast unseen. */
  static void bias(String name, Parameter bias, int outputChannels) {
    if (bias != null && !bias.shape().equals(Shape.of(outputChannels))) {
      throw new IllegalArgumentException(
          name + ": the biases must be [" + outputChannels + "], got " + bias.shape());
    }
  }
}
