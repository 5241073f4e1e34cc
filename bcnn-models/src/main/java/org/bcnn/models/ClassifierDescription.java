package org.bcnn.models;

import java.util.Objects;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Dropout;
import org.bcnn.layer.Layer;

/**
 * What decides a classifier's architecture. Immutable and thread-safe.
 *
 * @param model the specification of the model, such as {@code lenet5} or {@code mlp:units=400}
 * @param channels the channels of an image
 * @param height the height of an image in pixels
 * @param width the width of an image in pixels
 * @param classes the number of classes
 * @param activation the activation between layers
 * @param widthMultiplier multiplies the channels or units of every hidden layer; 1 for the model as
 *     published
 * @param dropout the rate of dropout before every dense layer, at least 0 and below 1; 0 for none
 */
public record ClassifierDescription(
    String model,
    int channels,
    int height,
    int width,
    int classes,
    Activation activation,
    double widthMultiplier,
    double dropout)
    implements NetworkDescription {
  /**
   * Checks that every extent is positive there are at least two classes, and the rate of dropout.
   */
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
    WidthMultiplier.require(widthMultiplier);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "the rate of dropout must be at least 0 and below 1, got " + dropout);
    }
  }

  /**
   * Describes a model without dropout.
   *
   * @param model the specification of the model, such as {@code lenet5}
   * @param channels the channels of an image
   * @param height the height of an image in pixels
   * @param width the width of an image in pixels
   * @param classes the number of classes
   * @param activation the activation between layers
   * @param widthMultiplier multiplies the channels or units of every hidden layer
   */
  public ClassifierDescription(
      String model,
      int channels,
      int height,
      int width,
      int classes,
      Activation activation,
      double widthMultiplier) {
    this(model, channels, height, width, classes, activation, widthMultiplier, 0);
  }

  /**
   * Describes a model as wide as published.
   *
   * @param model the specification of the model, such as {@code lenet5}
   * @param channels the channels of an image
   * @param height the height of an image in pixels
   * @param width the width of an image in pixels
   * @param classes the number of classes
   * @param activation the activation between layers
   */
  public ClassifierDescription(
      String model, int channels, int height, int width, int classes, Activation activation) {
    this(model, channels, height, width, classes, activation, 1);
  }

  /**
   * Makes the dropout before a dense layer: ordinary dropout in training, and Monte Carlo dropout
   * (Gal and Ghahramani 2016) wherever a prediction samples.
   *
   * @param dense the name of the dense layer
   * @return the layer, which passes its input on if the rate is 0
   */
  public Layer dropoutBefore(String dense) {
    return new Dropout(dense, dropout);
  }

  /** Returns the same of a model that may be specified in more detail. */
  ClassifierDescription withModel(String specification) {
    return new ClassifierDescription(
        specification, channels, height, width, classes, activation, widthMultiplier, dropout);
  }
}
