package org.bcnn.models;

import org.bcnn.layer.Layer;
import org.bcnn.tensor.Shape;

/**
 * A network that maps latent vectors {@code [batch, latent]} to images {@code [batch, channels,
 * height, width]} with pixels from −1 to 1. Immutable and thread-safe.
 *
 * @param description what it was built from
 * @param network the network, whose layers have names that start with {@value #PREFIX}
 */
public record Generator(GeneratorDescription description, Layer network) implements Player {
  /**
   * What the names of its layers, and so of its variables and of its noise, start with. The players
   * of a game are in one session, and neither may have a name of the other's.
   */
  public static final String PREFIX = "generator/";

  /**
   * Returns the shape of a batch of latent vectors.
   *
   * @param batch the number of images
   * @return {@code [batch, latent]}
   */
  public Shape latentShape(int batch) {
    return Shape.of(batch, description.latent());
  }

  /**
   * Returns the shape of a batch of images.
   *
   * @param batch the number of images
   * @return {@code [batch, channels, height, width]}
   */
  public Shape imageShape(int batch) {
    return Shape.of(batch, description.channels(), description.size(), description.size());
  }
}
