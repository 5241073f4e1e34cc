package org.bcnn.it.bayes;

import java.util.List;
import java.util.function.BiFunction;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Padding;
import org.bcnn.layer.Conv2d;
import org.bcnn.layer.ConvTranspose2d;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.tensor.Shape;

/** Layers with weights, each asymmetric in all it can be. */
record LayerCase(String name, Shape input, BiFunction<String, ParameterFactory, Layer> layer) {
  static List<LayerCase> all() {
    return List.of(
        new LayerCase(
            "dense", Shape.of(3, 5), (name, weights) -> Dense.create(name, 5, 4, true, weights)),
        new LayerCase(
            "dense without bias",
            Shape.of(3, 5),
            (name, weights) -> Dense.create(name, 5, 4, false, weights)),
        new LayerCase(
            "convolution",
            Shape.of(2, 3, 6, 5),
            (name, weights) ->
                Conv2d.create(
                    name,
                    3,
                    4,
                    3,
                    2,
                    ConvGeometry.DEFAULT.withStride(2).withPadding(new Padding(1, 0, 0, 1)),
                    true,
                    weights)),
        new LayerCase(
            "dilated, grouped convolution",
            Shape.of(2, 4, 6, 5),
            (name, weights) ->
                Conv2d.create(
                    name,
                    4,
                    6,
                    2,
                    3,
                    ConvGeometry.DEFAULT.withDilation(2).withGroups(2),
                    true,
                    weights)),
        new LayerCase(
            "transposed convolution",
            Shape.of(2, 3, 4, 3),
            (name, weights) ->
                ConvTranspose2d.create(
                    name,
                    3,
                    2,
                    3,
                    2,
                    ConvGeometry.DEFAULT.withStride(2).withPadding(new Padding(1, 0, 0, 1)),
                    true,
                    weights)));
  }

  Layer build(String layerName, ParameterFactory weights) {
    return layer.apply(layerName, weights);
  }

  @Override
  public String toString() {
    return name;
  }
}
