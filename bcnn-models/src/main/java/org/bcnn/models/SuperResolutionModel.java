package org.bcnn.models;

import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.spec.Spec;

/**
 * An architecture of super-resolution networks. Immutable and thread-safe. Whoever adds one writes
 * a {@link SuperResolutionProvider} of it as well.
 */
public interface SuperResolutionModel {
  /**
   * Builds the network.
   *
   * <p>The same arguments must make the same network, with layers listed from input to output: a
   * model is built again when a checkpoint is read, and once more to find which layers are last.
   *
   * @param description the factor r, the channels of images and of the output, the activation, and
   *     by how much hidden layers are wider or narrower ({@link NetworkDescription#scaled})
   * @param weights makes every weight that can be a distribution, so that one model serves Bayesian
   *     and deterministic networks; a layer's weights have paths {@code layer/name}
   * @return a network that maps images {@code [batch, channels, height, width]} of any size to
   *     {@code [batch, outputChannels, r · height, r · width]}: the means of the pixels, followed,
   *     if the noise is {@link NoiseModel#PREDICTED}, by as many channels of log variances
   */
  Layer build(SuperResolutionDescription description, ParameterFactory weights);

  /**
   * Returns how far an output sees, which is how much more of an image than a tile is needed to
   * enlarge the tile as in the whole image.
   *
   * @param description what the network is built from
   * @return the receptive radius in pixels of the small image: an output pixel of the block of
   *     pixel (i, j) depends on no pixel that is further than this from (i, j) in height or in
   *     width
   */
  int receptiveRadius(SuperResolutionDescription description);

  /**
   * Returns the name and settings that a {@link SuperResolutionProvider} makes this model from.
   *
   * @return the specification, with every setting, which a checkpoint stores
   */
  Spec spec();
}
