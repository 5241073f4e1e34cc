package org.bcnn.models.pruning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The filters and units of hidden layers that are left.
 *
 * @param layers by the name of the layer, in the order of the network: the numbers of those that
 *     are left, rising
 */
public record KeptUnits(Map<String, List<Integer>> layers) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if no unit of a layer is left
   */
  public KeptUnits {
    Map<String, List<Integer>> copy = new LinkedHashMap<>();
    layers.forEach(
        (layer, units) -> {
          if (units.isEmpty()) {
            throw new IllegalArgumentException(
                "no unit of " + layer + " would be left; remove fewer");
          }
          copy.put(layer, units.stream().sorted().toList());
        });
    layers = Collections.unmodifiableMap(copy);
  }

  /**
   * Returns how many are left of each layer.
   *
   * @return the widths, in the order of the network
   */
  public List<Integer> widths() {
    return layers.values().stream().map(List::size).toList();
  }
}
