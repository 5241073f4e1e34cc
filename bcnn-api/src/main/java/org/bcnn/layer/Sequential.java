package org.bcnn.layer;

import java.util.List;
import org.bcnn.graph.Tensor;

/**
 * Layers applied one after another.
 *
 * @param layers the layers, first to last
 */
public record Sequential(List<Layer> layers) implements Layer {
  /** Copies the list. */
  public Sequential {
    layers = List.copyOf(layers);
  }

  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    Tensor value = x;
    for (Layer layer : layers) {
      value = layer.apply(value, pass);
    }
    return value;
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).distinct().toList();
  }

  @Override
  public List<Buffer> buffers() {
    return layers.stream().flatMap(layer -> layer.buffers().stream()).distinct().toList();
  }
}
