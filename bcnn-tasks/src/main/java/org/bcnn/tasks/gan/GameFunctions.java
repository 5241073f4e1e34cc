package org.bcnn.tasks.gan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.Network;
import org.bcnn.models.Discriminator;
import org.bcnn.models.Generator;
import org.bcnn.objective.DiscriminatorLikelihood;
import org.bcnn.objective.DiscriminatorLogits;
import org.bcnn.objective.DiscriminatorOutputs;
import org.bcnn.objective.FeatureMatchingLikelihood;
import org.bcnn.objective.GeneratorLikelihood;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.SemiSupervisedLikelihood;
import org.bcnn.tasks.training.TrainingFunction;
import org.bcnn.tasks.training.TrainingGraph;
import org.bcnn.tensor.Shape;

/**
 * The functions of a game: a step of training for each player, and images. Stateless.
 *
 * <p>A step is a {@link TrainingFunction}. Its gradients are taken in the variables of its player
 * alone, and it updates those, the player's buffers and its optimiser's state, and nothing else.
 * The opponent passes as in its own training, with one draw of its weights and batches normalised
 * by themselves, but what batch normalisation would record of it is dropped. Latent vectors are
 * standard normal noise with the path {@value #LATENT}, so that a step is a function of the values
 * of variables, its inputs, and (seed, step).
 */
public final class GameFunctions {
  /** The input of real images, {@code [batch, channels, height, width]}, pixels from −1 to 1. */
  public static final String REAL = "real";

  /** The input of real images with labels, {@code [labelled, channels, height, width]}. */
  public static final String LABELLED = "labelled";

  /** The input of their labels, {@code [labelled, classes]}, a one at each label. */
  public static final String LABELS = "labels";

  /** The path of the noise that latent vectors are, and the input of those that are given. */
  public static final String LATENT = "latent";

  /** The output of generated images, {@code [batch, channels, height, width]}. */
  public static final String IMAGES = "images";

  /** The scalar output of the mean probability of being real that is given to real images. */
  public static final String REAL_PROBABILITY = "realProbability";

  /** The same of generated images. */
  public static final String GENERATED_PROBABILITY = "generatedProbability";

  private static final String INSTANCE = "instance/";

  private GameFunctions() {}

  /** The images of a step of the discriminator. */
  private record Images(Tensor real, Tensor generated, Optional<Tensor> labelled) {}

  /**
   * Builds the discriminator's step.
   *
   * @param game the game
   * @param batch the number of real and of generated images
   * @return a function of {@link #REAL}, learning rate and κ, with the outputs of a {@link
   *     TrainingFunction}, {@link #REAL_PROBABILITY} and {@link #GENERATED_PROBABILITY}
   */
  public static Function discriminatorStep(Game game, int batch) {
    GraphBuilder graph = new GraphBuilder();
    return discriminatorStep(game, graph, batch, Optional.empty(), ofGame(game));
  }

  /**
   * Builds the step of a discriminator that classifies as well.
   *
   * @param game the game, whose discriminator has outputs for K classes and 1 more
   * @param batch the number of real images without labels and of generated images
   * @param labelled the number of images with labels
   * @param labelWeight λ, the weight of the labels in the loss ({@link SemiSupervisedLikelihood})
   * @return as {@link #discriminatorStep(Game, int)}, a function of {@link #LABELLED} and {@link
   *     #LABELS} too
   * @throws IllegalArgumentException if the discriminator does not classify
   */
  public static Function semiSupervisedStep(
      Game game, int batch, int labelled, double labelWeight) {
    Discriminator discriminator = game.discriminator().player();
    if (!discriminator.description().classifies()) {
      throw new IllegalArgumentException(
          "labels need a discriminator with an output for each class and 1 more, not 1 output");
    }
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input(LABELLED, discriminator.imageShape(labelled));
    int classes = discriminator.description().outputs() - 1;
    Tensor labels = graph.input(LABELS, Shape.of(labelled, classes));
    return discriminatorStep(
        game,
        graph,
        batch,
        Optional.of(images),
        new SemiSupervisedLikelihood(ofGame(game), labels, labelWeight));
  }

  private static DiscriminatorLikelihood ofGame(Game game) {
    return new DiscriminatorLikelihood(game.loss(), game.generator().variables());
  }

  private static Function discriminatorStep(
      Game game,
      GraphBuilder graph,
      int batch,
      Optional<Tensor> labelled,
      Likelihood<DiscriminatorOutputs> likelihood) {
    Contestant<Discriminator> own = game.discriminator();
    Tensor real = graph.input(REAL, own.player().imageShape(batch));
    Tensor generated =
        game.generator()
            .player()
            .network()
            .apply(latents(game, graph, batch), opponent(game, game.generator(), graph))
            .stopGradient();
    Network<Images, DiscriminatorOutputs> judge =
        Network.of(List.of(own.player().network()), (images, pass) -> judge(own, images, pass));
    ObjectiveTerms<DiscriminatorOutputs> terms =
        settings(game, own)
            .variational()
            .build(
                judge,
                new Images(
                    seen(game, real, REAL),
                    seen(game, generated, IMAGES),
                    labelled.map(images -> seen(game, images, LABELLED))),
                likelihood,
                TrainingGraph.klWeight(graph));
    return TrainingFunction.of(
        new TrainingGraph(
            graph,
            terms,
            Map.of(
                REAL_PROBABILITY,
                probability(terms.outputs().stream().map(DiscriminatorOutputs::real).toList()),
                GENERATED_PROBABILITY,
                probability(
                    terms.outputs().stream().map(DiscriminatorOutputs::generated).toList()))),
        own.optimizer());
  }

  private static DiscriminatorOutputs judge(
      Contestant<Discriminator> own, Images images, ForwardPass pass) {
    return new DiscriminatorOutputs(
        own.player().network().apply(images.real(), pass),
        own.player().network().apply(images.generated(), pass),
        images.labelled().map(labelled -> own.player().network().apply(labelled, pass)));
  }

  /**
   * Builds the generator's step.
   *
   * @param game the game
   * @param batch the number of images it makes
   * @return a function of learning rate and κ, and of {@link #REAL} if the generator matches
   *     features, with the outputs of a {@link TrainingFunction}
   */
  public static Function generatorStep(Game game, int batch) {
    GraphBuilder graph = new GraphBuilder();
    Contestant<Generator> own = game.generator();
    ObjectiveTerms<Tensor> terms =
        settings(game, own)
            .variational()
            .build(
                own.player().network(),
                latents(game, graph, batch),
                ofGenerator(game, graph, batch),
                TrainingGraph.klWeight(graph));
    return TrainingFunction.of(new TrainingGraph(graph, terms, Map.of()), own.optimizer());
  }

  private static Likelihood<Tensor> ofGenerator(Game game, GraphBuilder graph, int batch) {
    ForwardPass judging = opponent(game, game.discriminator(), graph);
    Discriminator judge = game.discriminator().player();
    List<Variable> frozen = game.discriminator().variables();
    return switch (game.generatorLoss()) {
      case ADVERSARIAL ->
          new GeneratorLikelihood(
              game.loss(),
              images -> judge.network().apply(seen(game, images, IMAGES), judging),
              frozen);
      case FEATURE_MATCHING ->
          new FeatureMatchingLikelihood(
              images -> judge.features().apply(seen(game, images, IMAGES), judging),
              graph.input(REAL, judge.imageShape(batch)),
              frozen);
    };
  }

  /**
   * Builds a function that makes images: with one draw of the weights, or at their mean, and
   * batches normalised by what was recorded.
   *
   * @param generator the generator
   * @param estimator how weights are drawn; {@link Estimator#WEIGHT_SAMPLING} gives all images of a
   *     run the same weights
   * @param batch the number of images
   * @param noise who makes the noise of weights and the latent vectors
   * @return a function without inputs to {@link #IMAGES}
   */
  public static Function samples(
      Generator generator, Estimator estimator, int batch, NoiseSource noise) {
    GraphBuilder graph = new GraphBuilder();
    Tensor latents = latents(generator, graph, batch, noise);
    ForwardPass pass = ForwardPass.prediction(graph, estimator, 0, noise);
    Tensor images = generator.network().apply(latents, pass);
    return graph.function("samples").output(IMAGES, images).build();
  }

  /**
   * Builds a function that makes images of given latent vectors: with one draw of the weights for
   * all of them, or at their mean, and batches normalised by what was recorded.
   *
   * @param generator the generator
   * @param estimator how weights are drawn; {@link Estimator#WEIGHT_SAMPLING} gives all images of a
   *     run the same weights
   * @param batch the number of images
   * @param noise who makes the noise of weights
   * @return a function of {@link #LATENT} to {@link #IMAGES}
   */
  public static Function images(
      Generator generator, Estimator estimator, int batch, NoiseSource noise) {
    GraphBuilder graph = new GraphBuilder();
    Tensor latents = graph.input(LATENT, generator.latentShape(batch));
    ForwardPass pass = ForwardPass.prediction(graph, estimator, 0, noise);
    Tensor images = generator.network().apply(latents, pass);
    return graph.function("images").output(IMAGES, images).build();
  }

  private static Tensor latents(Game game, GraphBuilder graph, int batch) {
    return latents(game.generator().player(), graph, batch, game.noise());
  }

  private static Tensor latents(
      Generator generator, GraphBuilder graph, int batch, NoiseSource noise) {
    return graph.noise(
        Distribution.STANDARD_NORMAL, generator.latentShape(batch), LATENT, 0, noise);
  }

  /** Returns images as the discriminator sees them in training. */
  static Tensor seen(Game game, Tensor images, String name) {
    if (game.instanceNoise() == 0) {
      return images;
    }
    Tensor noise =
        images
            .graph()
            .noise(Distribution.STANDARD_NORMAL, images.shape(), INSTANCE + name, 0, game.noise());
    return images.add(noise.multiply(game.instanceNoise()));
  }

  private static ForwardPass opponent(Game game, Contestant<?> other, GraphBuilder graph) {
    return ForwardPass.training(graph, other.objective().estimator(), 0, game.noise());
  }

  private static TrainingGraph.Settings settings(Game game, Contestant<?> own) {
    return new TrainingGraph.Settings(own.objective(), game.trainingExamples(), game.noise());
  }

  /** Averages over draws and images. */
  private static Tensor probability(List<Tensor> logits) {
    return logits.stream()
        .map(draw -> DiscriminatorLogits.score(draw).sigmoid().mean())
        .reduce(Tensor::add)
        .orElseThrow()
        .multiply(1.0 / logits.size());
  }
}
