package org.bcnn.models;

import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.spec.Spec;

/**
 * An architecture of generative adversarial networks (Goodfellow et al. 2014), of both players.
 * Immutable and thread-safe. Whoever adds one writes a {@link GanProvider} of it as well.
 *
 * <p>The same arguments must make the same network, with layers listed from input to output: a
 * model is built again when a checkpoint is read, and once more to find which layers are last. The
 * {@code weights} make every weight that can be a distribution, so that one model serves Bayesian
 * and deterministic networks; a layer's weights have paths {@code layer/name}.
 */
public interface GanModel {
  /**
   * Builds a generator.
   *
   * @param description the latent vectors and images, the activation and the width
   * @param weights makes every weight that can be a distribution
   * @return a network that maps {@code [batch, latent]} to images {@code [batch, channels, size,
   *     size]} with pixels from −1 to 1, of layers whose names start with {@link Generator#PREFIX}
   * @throws IllegalArgumentException if it cannot make images of that size
   */
  Layer generator(GeneratorDescription description, ParameterFactory weights);

  /**
   * Builds a discriminator.
   *
   * @param description the images and outputs, the activation and the width
   * @param weights makes every weight that can be a distribution
   * @return a network that maps images {@code [batch, channels, size, size]} to logits {@code
   *     [batch, outputs]}, of layers whose names start with {@link Discriminator#PREFIX}
   * @throws IllegalArgumentException if it does not take images of that size
   */
  Layer discriminator(DiscriminatorDescription description, ParameterFactory weights);

  /**
   * Returns the name and settings that a {@link GanProvider} makes this model from.
   *
   * @return the specification, with every setting, which a checkpoint stores
   */
  Spec spec();
}
