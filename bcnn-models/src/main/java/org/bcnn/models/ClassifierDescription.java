package org.bcnn.models;

import java.util.Objects;
import org.bcnn.layer.Activation;

/**
 * What decides a classifier's architecture.
 *
 * @param model the name of the model, such as {@code lenet5}
 * @param channels the channels of an image
 * @param height the height of an image in pixels
 * @param width the width of an image in pixels
 * @param classes the number of classes
 * @param activation the activation between layers
 */
public record ClassifierDescription(
    String model, int channels, int height, int width, int classes, Activation activation) {
  /** Checks that every extent is positive and there are at least two classes. */
  public ClassifierDescription {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(activation, "activation");
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "images need positive extents, got " + channels + "x" + height + "x" + width);
    }
    if (classes < 2) {
      throw new IllegalArgumentException("a classifier needs at least 2 classes, got " + classes);
    }
  }
}
