package org.bcnn.models;

import java.util.List;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Layer;
import org.bcnn.layer.Sequential;
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
    List<Layer> layers = layers();
    return new Sequential(layers.subList(0, layers.size() - 1));
  }

  /**
   * Returns the last layer, which makes logits of features.
   *
   * @return a layer that maps {@code [batch, features]} to {@code [batch, classes]}
   * @throws IllegalArgumentException as {@link #features}
   */
  public Dense lastLayer() {
    List<Layer> layers = layers();
    return (Dense) layers.get(layers.size() - 1);
  }

  private List<Layer> layers() {
    if (network instanceof Sequential sequence
        && !sequence.layers().isEmpty()
        && sequence.layers().get(sequence.layers().size() - 1) instanceof Dense) {
      return sequence.layers();
    }
    throw new IllegalArgumentException(
        "features are what goes into the dense layer that a network ends with, and "
            + description.model()
            + " is not a sequence of layers with such an end; take a built-in model");
  }
}
