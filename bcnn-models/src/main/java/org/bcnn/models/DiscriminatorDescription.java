package org.bcnn.models;

import java.util.Objects;
import org.bcnn.layer.Activation;

/**
 * What decides the architecture of the discriminator of a generative adversarial network, which
 * tells images that are real from generated ones. Immutable and thread-safe.
 *
 * @param model the specification of the model, such as {@code dcgan}
 * @param channels the channels of an image
 * @param size the height and the width of an image in pixels
 * @param outputs the logits of an image: 1, of being real; or K + 1 for semi-supervised
 *     classification (Salimans et al. 2016), those of K ≥ 2 classes followed by that of being
 *     generated
 * @param activation the activation between layers; as published it is {@link
 *     Activation#LEAKY_RELU}, whose slope is {@value #LEAKY_SLOPE} in a discriminator
 * @param widthMultiplier multiplies the channels of every hidden layer; 1 for the model as
 *     published
 */
public record DiscriminatorDescription(
    String model,
    int channels,
    int size,
    int outputs,
    Activation activation,
    double widthMultiplier)
    implements NetworkDescription {
  /** The slope of a discriminator's leaky ReLU (Radford et al. 2016). */
  public static final double LEAKY_SLOPE = 0.2;

  /** Checks that nothing is null, every extent positive, and the outputs are 1 or at least 3. */
  public DiscriminatorDescription {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(activation, "activation");
    if (channels < 1 || size < 1) {
      throw new IllegalArgumentException(
          "images need positive extents, got " + channels + "x" + size + "x" + size);
    }
    if (outputs < 1 || outputs == 2) {
      throw new IllegalArgumentException(
          "a discriminator has 1 output, of being real, or those of at least 2 classes and 1 more,"
              + " of being generated; got "
              + outputs);
    }
    WidthMultiplier.require(widthMultiplier);
  }

  /**
   * Describes a discriminator of real and generated images as published, but for their size.
   *
   * @param model the specification of the model, such as {@code dcgan}
   * @param channels the channels of an image
   * @param size the height and the width of an image in pixels
   */
  public DiscriminatorDescription(String model, int channels, int size) {
    this(model, channels, size, 1, Activation.LEAKY_RELU, 1);
  }

  /**
   * Returns whether it also classifies.
   *
   * @return true with more than one output
   */
  public boolean classifies() {
    return outputs > 1;
  }

  /** Returns the same of a model that may be specified in more detail. */
  DiscriminatorDescription withModel(String specification) {
    return new DiscriminatorDescription(
        specification, channels, size, outputs, activation, widthMultiplier);
  }
}
