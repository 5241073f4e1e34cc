package org.bcnn.it.bayes;

import java.util.function.Function;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Padding;
import org.bcnn.layer.Conv2d;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.tensor.Shape;

/** Layers with weights, each asymmetric in all it can be. */
enum LayerCase {
  DENSE(Shape.of(3, 5), weights -> Dense.create("layer", 5, 4, true, weights)),
  DENSE_WITHOUT_BIAS(Shape.of(3, 5), weights -> Dense.create("layer", 5, 4, false, weights)),
  CONV(
      Shape.of(2, 3, 6, 5),
      weights ->
          Conv2d.create(
              "layer",
              3,
              4,
              3,
              2,
              ConvGeometry.DEFAULT.withStride(2).withPadding(new Padding(1, 0, 0, 1)),
              true,
              weights)),
  DILATED_GROUPED_CONV(
      Shape.of(2, 4, 6, 5),
      weights ->
          Conv2d.create(
              "layer",
              4,
              6,
              2,
              3,
              ConvGeometry.DEFAULT.withDilation(2).withGroups(2),
              true,
              weights));

  private final Shape input;
  private final Function<ParameterFactory, Layer> layer;

  LayerCase(Shape input, Function<ParameterFactory, Layer> layer) {
    this.input = input;
    this.layer = layer;
  }

  Shape input() {
    return input;
  }

  Layer build(ParameterFactory weights) {
    return layer.apply(weights);
  }
}
