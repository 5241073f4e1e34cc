package org.bcnn.models;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.ParameterFactory;

/**
 * The layers of a network whose weights come from a factory, first to last. Layers that bring
 * weights of their own, such as batch normalisation, are not among them: what a factory decides is
 * nothing to them.
 *
 * @param names the names, a layer's weights having the paths {@code name/…}
 */
record WeightLayers(List<String> names) {

  /** Builds a network to see which layers ask for weights, in the order in which it lists them. */
  static WeightLayers of(WeightsDescription.NetworkBuilder network) {
    ParameterFactory plain = ParameterFactory.deterministic(0);
    Set<String> made = new HashSet<>();
    ParameterFactory recording =
        site -> {
          made.add(site.path());
          return plain.create(site);
        };
    return new WeightLayers(
        network.build(recording).parameters().stream()
            .map(Parameter::path)
            .filter(made::contains)
            .map(WeightLayers::layer)
            .distinct()
            .toList());
  }

  /** Returns the name of the layer that weights belong to. */
  static String layer(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  List<String> last(int count) {
    if (count > names.size()) {
      throw new IllegalArgumentException(
          String.format(
              "the last %d layers are to be Bayesian, but the network has %d layers with weights:"
                  + " %s",
              count, names.size(), String.join(", ", names)));
    }
    return names.subList(names.size() - count, names.size());
  }
}
