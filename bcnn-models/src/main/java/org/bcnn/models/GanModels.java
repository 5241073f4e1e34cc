package org.bcnn.models;

import java.util.List;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.tensor.Shape;

/**
 * The players of generative adversarial networks by name. Safe for use by any number of threads.
 */
public final class GanModels {
  private static final int BATCH = 2;

  private GanModels() {}

  /**
   * Returns the names of the models on the class path.
   *
   * @return the names, in alphabetical order
   */
  public static List<String> names() {
    return GanProvider.registry().names();
  }

  /**
   * Builds a generator.
   *
   * @param description the architecture
   * @param weights what its weights are
   * @return the generator, whose description has every setting of the model
   * @throws IllegalArgumentException if there is no model of that name, it does not put out what is
   *     described, or it has fewer layers than are to be distributions
   */
  public static Generator generator(GeneratorDescription description, WeightsDescription weights) {
    return generator(
        description, weights.factory(factory -> generator(description, factory).network()));
  }

  /**
   * Builds a generator.
   *
   * @param description the architecture
   * @param weights makes its weights
   * @return the generator, whose description has every setting of the model
   * @throws IllegalArgumentException if there is no model of that name, or it does not put out what
   *     is described
   */
  public static Generator generator(GeneratorDescription description, ParameterFactory weights) {
    GanModel model = GanProvider.registry().create(description.model());
    GeneratorDescription complete = description.withModel(model.spec().toString());
    Generator generator = new Generator(complete, model.generator(complete, weights));
    requireOutput(generator, generator.latentShape(BATCH), generator.imageShape(BATCH));
    requireNames(generator, Generator.PREFIX);
    return generator;
  }

  /**
   * Builds a discriminator.
   *
   * @param description the architecture
   * @param weights what its weights are
   * @return the discriminator, whose description has every setting of the model
   * @throws IllegalArgumentException if there is no model of that name, it does not put out what is
   *     described, or it has fewer layers than are to be distributions
   */
  public static Discriminator discriminator(
      DiscriminatorDescription description, WeightsDescription weights) {
    return discriminator(
        description, weights.factory(factory -> discriminator(description, factory).network()));
  }

  /**
   * Builds a discriminator.
   *
   * @param description the architecture
   * @param weights makes its weights
   * @return the discriminator, whose description has every setting of the model
   * @throws IllegalArgumentException if there is no model of that name, or it does not put out what
   *     is described
   */
  public static Discriminator discriminator(
      DiscriminatorDescription description, ParameterFactory weights) {
    GanModel model = GanProvider.registry().create(description.model());
    DiscriminatorDescription complete = description.withModel(model.spec().toString());
    Discriminator discriminator =
        new Discriminator(complete, model.discriminator(complete, weights));
    requireOutput(discriminator, discriminator.imageShape(BATCH), discriminator.logitsShape(BATCH));
    requireNames(discriminator, Discriminator.PREFIX);
    return discriminator;
  }

  /** A model from elsewhere may be wrong; it is better to hear of that before training. */
  private static void requireOutput(Player player, Shape input, Shape expected) {
    GraphBuilder graph = new GraphBuilder();
    Tensor x = graph.input("input", input);
    ForwardPass pass = ForwardPass.prediction(graph, Estimator.MEAN, 0, NoiseSource.PORTABLE);
    Shape output = player.network().apply(x, pass).shape();
    if (!output.equals(expected)) {
      throw new IllegalArgumentException(
          String.format(
              "the model %s maps %s to %s, not to %s",
              player.description().model(), input, output, expected));
    }
  }

  /** Variables of two players with one name would be one variable. */
  private static void requireNames(Player player, String prefix) {
    for (Variable variable : player.variables().all()) {
      if (!variable.name().startsWith(prefix)) {
        throw new IllegalArgumentException(
            String.format(
                "the model %s has a variable %s, whose name must start with %s",
                player.description().model(), variable.name(), prefix));
      }
    }
  }
}
