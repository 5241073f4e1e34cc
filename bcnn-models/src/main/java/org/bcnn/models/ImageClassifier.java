package org.bcnn.models;

import org.bcnn.layer.Dense;
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

  /**
   * Returns the network without its last layer: what describes an image as this network sees it,
   * before it is put into a class.
   *
   * @return a layer that maps images {@code [batch, channels, height, width]} to features {@code
   *     [batch, features]}; with {@link #lastLayer} after it, it is the network
   * @throws IllegalArgumentException if the network is not a sequence of layers that ends with a
   *     dense one, as every built-in model is
   */
  public Layer features() {
    return DenseHead.of(this).features();
  }

  /**
   * Returns the last layer, which makes logits of features.
   *
   * @return a layer that maps {@code [batch, features]} to {@code [batch, classes]}
   * @throws IllegalArgumentException as {@link #features}
   */
  public Dense lastLayer() {
    return DenseHead.of(this).last();
  }
}
