package org.bcnn.models;

import org.bcnn.layer.Layer;
import org.bcnn.tensor.Shape;

/**
 * A network that maps images {@code [batch, channels, height, width]} to logits {@code [batch,
 * classes]}, with what is known of it from outside. Immutable and thread-safe.
 *
 * @param description what it was built from
 * @param network the network
 */
public record ImageClassifier(ClassifierDescription description, Layer network)
    implements DescribedNetwork {
  /**
   * Returns the shape of a batch of images.
   *
   * @param batch the number of images
   * @return {@code [batch, channels, height, width]}
   */
  public Shape imageShape(int batch) {
    return Shape.of(batch, description.channels(), description.height(), description.width());
  }
}
