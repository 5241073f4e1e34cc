package org.bcnn.models;

/** The check of a factor on the width of hidden layers, the same for every kind of network. */
final class WidthMultiplier {
  private WidthMultiplier() {}

  static void require(double widthMultiplier) {
    if (!(widthMultiplier > 0) || !Double.isFinite(widthMultiplier)) {
      throw new IllegalArgumentException(
          "the width multiplier must be positive and finite, got " + widthMultiplier);
    }
  }
}
