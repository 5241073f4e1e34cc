package org.bcnn.models;

import java.util.Objects;
import org.bcnn.layer.Activation;

/**
 * What decides the architecture of a super-resolution network. It takes images of any size.
 * Immutable and thread-safe.
 *
 * @param model the specification of the model, such as {@code espcn}
 * @param factor by how much height and width grow, from {@value #SMALLEST_FACTOR} to {@value
 *     #LARGEST_FACTOR}
 * @param channels the channels of an image; 1 for luminance
 * @param activation the activation between layers
 * @param widthMultiplier multiplies the channels of every hidden layer; 1 for the model as
 *     published
 * @param noise how the noise of a pixel is modelled
 */
public record SuperResolutionDescription(
    String model,
    int factor,
    int channels,
    Activation activation,
    double widthMultiplier,
    NoiseModel noise)
    implements NetworkDescription {
  /** The smallest factor that enlarges. */
  public static final int SMALLEST_FACTOR = 2;

  /** The largest factor that is in use. */
  public static final int LARGEST_FACTOR = 8;

  /** Checks that nothing is null, the factor, the channels and the width. */
  public SuperResolutionDescription {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(noise, "noise");
    if (factor < SMALLEST_FACTOR || factor > LARGEST_FACTOR) {
      throw new IllegalArgumentException(
          String.format(
              "the factor of super-resolution must be from %d to %d, got %d",
              SMALLEST_FACTOR, LARGEST_FACTOR, factor));
    }
    if (channels < 1) {
      throw new IllegalArgumentException("images need at least 1 channel, got " + channels);
    }
    WidthMultiplier.require(widthMultiplier);
  }

  /**
   * Describes a network for luminance as wide as published.
   *
   * @param model the specification of the model, such as {@code espcn}
   * @param factor by how much height and width grow
   * @param activation the activation between layers
   * @param noise how the noise of a pixel is modelled
   */
  public SuperResolutionDescription(
      String model, int factor, Activation activation, NoiseModel noise) {
    this(model, factor, 1, activation, 1, noise);
  }

  /**
   * Returns how many channels the network puts out.
   *
   * @return {@code channels} means, followed by as many log variances if the noise is {@link
   *     NoiseModel#PREDICTED}
   */
  public int outputChannels() {
    return channels * noise.channelsPerTarget();
  }

  /** Returns the same of a model that may be specified in more detail. */
  SuperResolutionDescription withModel(String specification) {
    return new SuperResolutionDescription(
        specification, factor, channels, activation, widthMultiplier, noise);
  }
}
