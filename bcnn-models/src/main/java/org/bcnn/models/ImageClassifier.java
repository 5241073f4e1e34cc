package org.bcnn.models;

import org.bcnn.graph.Variable;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.tensor.Shape;

/**
 * A network that maps images {@code [batch, channels, height, width]} to logits {@code [batch,
 * classes]}, with what is known of it from outside. Immutable and thread-safe.
 *
 * @param description what it was built from
 * @param network the network
 */
public record ImageClassifier(ClassifierDescription description, Layer network) {
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
   * Returns how many weights the network has: the number a deterministic network of this
   * architecture trains. A mean-field Gaussian one trains two numbers for each of them, save those
   * of layers that are plain in any network, such as batch normalisation.
   *
   * @return the number of weights and biases
   */
  public long weights() {
    return network.parameters().stream().mapToLong(parameter -> parameter.shape().size()).sum();
  }

  /**
   * Returns how many numbers are trained.
   *
   * @return the total size of the trainable variables
   */
  public long trainableValues() {
    return NetworkVariables.of(network).trainable().stream()
        .map(Variable::shape)
        .mapToLong(Shape::size)
        .sum();
  }
}
