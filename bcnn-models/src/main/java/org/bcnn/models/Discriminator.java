package org.bcnn.models;

import org.bcnn.layer.Layer;
import org.bcnn.tensor.Shape;

/**
 * A network that maps images {@code [batch, channels, height, width]} with pixels from −1 to 1 to
 * logits {@code [batch, outputs]}: of being real, or of each class and of being generated.
 * Immutable and thread-safe.
 *
 * @param description what it was built from
 * @param network the network, whose layers have names that start with {@value #PREFIX}
 */
public record Discriminator(DiscriminatorDescription description, Layer network) implements Player {
  /**
   * What the names of its layers, and so of its variables and of its noise, start with. The players
   * of a game are in one session, and neither may have a name of the other's.
   */
  public static final String PREFIX = "discriminator/";

  /**
   * Returns the shape of a batch of images.
   *
   * @param batch the number of images
   * @return {@code [batch, channels, height, width]}
   */
  public Shape imageShape(int batch) {
    return Shape.of(batch, description.channels(), description.size(), description.size());
  }

  /**
   * Returns the shape of what is put out for a batch of images.
   *
   * @param batch the number of images
   * @return {@code [batch, outputs]}
   */
  public Shape logitsShape(int batch) {
    return Shape.of(batch, description.outputs());
  }

  /**
   * Returns the network without its last layer: what describes an image as this network sees it.
   *
   * @return a layer that maps images {@code [batch, channels, height, width]} to features {@code
   *     [batch, features]}
   * @throws IllegalArgumentException if the network is not a sequence of layers that ends with a
   *     dense one, as every built-in model is
   */
  public Layer features() {
    return DenseHead.of(this).features();
  }
}
