package org.bcnn.models;

import java.util.List;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Layer;
import org.bcnn.layer.Sequential;

/**
 * A network divided before its last layer.
 *
 * @param features all layers but the last
 * @param last the last layer, which makes logits of features
 */
record DenseHead(Layer features, Dense last) {
  /**
   * Divides a network.
   *
   * @throws IllegalArgumentException if it is not a sequence of layers that ends with a dense one
   */
  static DenseHead of(DescribedNetwork network) {
    if (network.network() instanceof Sequential sequence) {
      List<Layer> layers = sequence.layers();
      if (!layers.isEmpty() && layers.get(layers.size() - 1) instanceof Dense last) {
        return new DenseHead(new Sequential(layers.subList(0, layers.size() - 1)), last);
      }
    }
    throw new IllegalArgumentException(
        "features are what goes into the dense layer that a network ends with, and "
            + network.description().model()
            + " is not a sequence of layers with such an end; take a built-in model");
  }
}
