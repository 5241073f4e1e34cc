package org.bcnn.models.pruning;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.layer.Parameter;
import org.bcnn.models.DescribedNetwork;
import org.bcnn.tensor.Shape;

/**
 * Layers that feed each other one after another.
 *
 * @param layers the layers with weights, from input to output
 */
record UnitChain(List<UnitLayer> layers) {
  private static final String WEIGHT = "/weight";

  /**
   * Sees the chain in a network.
   *
   * @throws IllegalArgumentException if it is none
   */
  static UnitChain of(DescribedNetwork network) {
    List<UnitLayer> layers = new ArrayList<>();
    for (Parameter parameter : network.variables().parameters()) {
      if (parameter.path().endsWith(WEIGHT)) {
        String name = parameter.path().substring(0, parameter.path().length() - WEIGHT.length());
        Shape weight = parameter.shape();
        layers.add(
            layers.isEmpty()
                ? new UnitLayer(name, weight, 1)
                : follow(name, weight, layers.get(layers.size() - 1)));
      }
    }
    return new UnitChain(List.copyOf(layers));
  }

  private static UnitLayer follow(String name, Shape weight, UnitLayer before) {
    int inputs = UnitLayer.inputs(weight);
    boolean flattened =
        UnitLayer.isConvolution(before.weight()) && !UnitLayer.isConvolution(weight);
    boolean fits = flattened ? inputs % before.units() == 0 : inputs == before.units();
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              "%s takes %d inputs, which are not those of %s alone, so that units cannot be"
                  + " removed; prune single weights instead",
              name, inputs, before.name()));
    }
    return new UnitLayer(name, weight, inputs / before.units());
  }

  List<UnitLayer> hidden() {
    return layers.subList(0, layers.size() - 1);
  }
}
