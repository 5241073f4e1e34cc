package org.bcnn.models;

import java.util.Objects;
import org.bcnn.layer.Activation;

/**
 * What decides the architecture of the generator of a generative adversarial network, which makes
 * square images of latent vectors. Immutable and thread-safe.
 *
 * @param model the specification of the model, such as {@code dcgan}
 * @param latent the length of a latent vector
 * @param channels the channels of an image
 * @param size the height and the width of an image in pixels
 * @param activation the activation between layers; {@link Activation#RELU} as published
 * @param widthMultiplier multiplies the channels of every hidden layer; 1 for the model as
 *     published
 */
public record GeneratorDescription(
    String model, int latent, int channels, int size, Activation activation, double widthMultiplier)
    implements NetworkDescription {
  /** The length of a latent vector in Radford et al. (2016). */
  public static final int PUBLISHED_LATENT = 100;

  /** Checks that nothing is null and every extent positive. */
  public GeneratorDescription {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(activation, "activation");
    if (latent < 1) {
      throw new IllegalArgumentException("a latent vector needs a length >= 1, got " + latent);
    }
    if (channels < 1 || size < 1) {
      throw new IllegalArgumentException(
          "images need positive extents, got " + channels + "x" + size + "x" + size);
    }
    WidthMultiplier.require(widthMultiplier);
  }

  /**
   * Describes a generator as published, but for the size of its images.
   *
   * @param model the specification of the model, such as {@code dcgan}
   * @param channels the channels of an image
   * @param size the height and the width of an image in pixels
   */
  public GeneratorDescription(String model, int channels, int size) {
    this(model, PUBLISHED_LATENT, channels, size, Activation.RELU, 1);
  }

  /** Returns the same of a model that may be specified in more detail. */
  GeneratorDescription withModel(String specification) {
    return new GeneratorDescription(
        specification, latent, channels, size, activation, widthMultiplier);
  }
}
