package org.bcnn.models;

import java.util.List;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.tensor.Shape;

/** The super-resolution networks by name. Safe for use by any number of threads. */
public final class SuperResolutionModels {
  private SuperResolutionModels() {}

  /**
   * Returns the names of the models on the class path.
   *
   * @return the names, in alphabetical order
   */
  public static List<String> names() {
    return SuperResolutionProvider.registry().names();
  }

  /**
   * Builds a network.
   *
   * @param description the architecture
   * @param weights what its weights are
   * @return the network, whose description has every setting of the model
   * @throws IllegalArgumentException if there is no model of that name, it does not put out what is
   *     described, or it has fewer layers than are to be distributions
   */
  public static SuperResolver build(
      SuperResolutionDescription description, WeightsDescription weights) {
    return build(description, weights.factory(factory -> build(description, factory).network()));
  }

  /**
   * Builds a network.
   *
   * @param description the architecture
   * @param weights makes its weights
   * @return the network, whose description has every setting of the model
   * @throws IllegalArgumentException if there is no model of that name, or it does not put out what
   *     is described
   */
  public static SuperResolver build(
      SuperResolutionDescription description, ParameterFactory weights) {
    SuperResolutionModel model = SuperResolutionProvider.registry().create(description.model());
    SuperResolutionDescription complete = description.withModel(model.spec().toString());
    SuperResolver resolver =
        new SuperResolver(
            complete, model.build(complete, weights), model.receptiveRadius(complete));
    requirePixels(resolver);
    return resolver;
  }

  /** A model from elsewhere may be wrong; it is better to hear of that before training. */
  private static void requirePixels(SuperResolver resolver) {
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input("images", resolver.inputShape(2, 5, 7));
    ForwardPass pass = ForwardPass.prediction(graph, Estimator.MEAN, 0, NoiseSource.PORTABLE);
    Shape output = resolver.network().apply(images, pass).shape();
    int factor = resolver.description().factor();
    Shape expected = Shape.of(2, resolver.description().outputChannels(), 5 * factor, 7 * factor);
    if (!output.equals(expected)) {
      throw new IllegalArgumentException(
          String.format(
              "the model %s maps images %s to %s, not to %s",
              resolver.description().model(), images.shape(), output, expected));
    }
  }
}
