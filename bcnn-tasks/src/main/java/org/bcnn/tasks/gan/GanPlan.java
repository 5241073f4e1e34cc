package org.bcnn.tasks.gan;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.models.Discriminator;
import org.bcnn.models.DiscriminatorDescription;
import org.bcnn.models.GanModels;
import org.bcnn.models.Generator;
import org.bcnn.models.GeneratorDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.optimizer.Optimizer;
import org.bcnn.optimizer.OptimizerProvider;
import org.bcnn.posterior.PosteriorProvider;
import org.bcnn.prior.PriorProvider;
import org.bcnn.spec.Spec;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingTexts;

/**
 * What is trained to make images, and how. Immutable and thread-safe.
 *
 * @param generator the architecture of the generator, whose model is that of the discriminator too
 * @param discriminatorWidth multiplies the channels of the discriminator's hidden layers
 * @param weights what the weights of both are
 * @param play how the game is played
 * @param objective what is minimised beside the loss of the game: the discriminator's estimator,
 *     draws and κ; a Bayesian generator's weights are sampled, see {@link Game}
 * @param generatorKlWeight κ of the generator
 * @param optimisation how, of both players; its batch size is that of the real images of a step,
 *     and it has no patience
 * @param generatorLearningRate the generator's learning rate, before the schedule
 * @param supervision labels, if the discriminator classifies too
 * @param seed decides all that is random
 */
public record GanPlan(
    GeneratorDescription generator,
    double discriminatorWidth,
    GanWeights weights,
    PlaySettings play,
    ObjectiveSettings objective,
    double generatorKlWeight,
    OptimisationSettings optimisation,
    double generatorLearningRate,
    Optional<Supervision> supervision,
    long seed) {
  private static final String COMMAND = "bcnn gan train";
  private static final String BAYESIAN = "bayesian";
  private static final String POSTERIOR = "posterior";
  private static final String PRIOR = "prior";
  private static final String LOSS = "loss";
  private static final String GENERATOR_LOSS = "generatorLoss";
  private static final String INSTANCE_NOISE = "instanceNoise";
  private static final String DISCRIMINATOR_STEPS = "discriminatorSteps";
  private static final String AVERAGE_DECAY = "averageDecay";
  private static final String DISCRIMINATOR_WIDTH = "discriminatorWidth";
  private static final String GENERATOR_KL_WEIGHT = "generatorKlWeight";
  private static final String GENERATOR_LEARNING_RATE = "generatorLearningRate";
  private static final String LABELS = "labels";
  private static final String LABEL_WEIGHT = "labelWeight";
  private static final String CLASSES = "classes";

  /** Checks the settings. */
  public GanPlan {
    Objects.requireNonNull(generator, "generator");
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(play, "play");
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(optimisation, "optimisation");
    Objects.requireNonNull(supervision, "supervision");
    if (optimisation.patience().isPresent()) {
      throw new IllegalArgumentException(
          "a game has no validation loss, so that it cannot be stopped early by a patience");
    }
    if (!(generatorKlWeight >= 0) || Double.isInfinite(generatorKlWeight)) {
      throw new IllegalArgumentException(
          "the generator's KL weight must be finite and at least 0, got " + generatorKlWeight);
    }
    if (!(generatorLearningRate > 0) || Double.isInfinite(generatorLearningRate)) {
      throw new IllegalArgumentException(
          "the generator's learning rate must be positive and finite, got "
              + generatorLearningRate);
    }
  }

  /**
   * Reads the plan that a checkpoint was trained by.
   *
   * @param checkpoint the checkpoint
   * @return a plan with the same settings
   * @throws TrainingException if it does not name all of them, or one that is not on the class path
   * @throws org.bcnn.models.checkpoint.CheckpointException if it is of a network for something else
   */
  public static GanPlan of(Checkpoint checkpoint) {
    GeneratorDescription generator = checkpoint.generatorDescription();
    try {
      TrainingTexts settings = new TrainingTexts(checkpoint.training(), COMMAND);
      return new GanPlan(
          generator,
          number(settings, DISCRIMINATOR_WIDTH),
          new GanWeights(
              BayesianPlayers.valueOf(settings.text(BAYESIAN).toUpperCase(Locale.ROOT)),
              PosteriorProvider.registry().create(settings.text(POSTERIOR)),
              PriorProvider.registry().create(settings.text(PRIOR))),
          new PlaySettings(
              AdversarialLosses.parse(settings.text(LOSS)),
              checkpoint.training().containsKey(GENERATOR_LOSS)
                  ? generatorLoss(settings.text(GENERATOR_LOSS))
                  : GeneratorLoss.ADVERSARIAL,
              checkpoint.training().containsKey(INSTANCE_NOISE)
                  ? number(settings, INSTANCE_NOISE)
                  : 0,
              new Turns(Integer.parseInt(settings.text(DISCRIMINATOR_STEPS))),
              number(settings, AVERAGE_DECAY)),
          settings.objective(),
          number(settings, GENERATOR_KL_WEIGHT),
          settings.optimisation(),
          number(settings, GENERATOR_LEARNING_RATE),
          settings.count(LABELS).isPresent()
              ? Optional.of(
                  new Supervision(
                      settings.count(LABELS).getAsInt(), number(settings, LABEL_WEIGHT)))
              : Optional.empty(),
          checkpoint.seed());
    } catch (IllegalArgumentException e) {
      throw new TrainingException(
          "the settings of the checkpoint cannot be used: " + e.getMessage());
    }
  }

  /**
   * Reads how many classes the images had that a checkpoint was trained on.
   *
   * @param checkpoint the checkpoint
   * @return the number of classes
   * @throws TrainingException if it does not say
   */
  public static int classes(Checkpoint checkpoint) {
    String text = new TrainingTexts(checkpoint.training(), COMMAND).text(CLASSES);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TrainingException(
          "the settings of the checkpoint cannot be used: " + text + " is no number of classes");
    }
  }

  private static GeneratorLoss generatorLoss(String text) {
    return GeneratorLoss.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static double number(TrainingTexts settings, String name) {
    return Double.parseDouble(settings.text(name));
  }

  /**
   * Builds the game.
   *
   * @param classes the classes of the images, of which a discriminator with labels knows each
   * @param trainingExamples N, the number of real images that are trained on
   * @param noise who makes the noise
   * @return the game
   * @throws IllegalArgumentException if there is no such network, or it cannot make such images
   */
  public Game game(int classes, long trainingExamples, NoiseSource noise) {
    return new Game(
        new Contestant<>(buildGenerator(), generatorObjective(), optimizer(Generator.PREFIX)),
        new Contestant<>(buildDiscriminator(classes), objective, optimizer(Discriminator.PREFIX)),
        play.loss(),
        play.generatorLoss(),
        play.instanceNoise(),
        trainingExamples,
        noise);
  }

  /**
   * Builds the generator.
   *
   * @return the network
   */
  public Generator buildGenerator() {
    return GanModels.generator(generator, weights.generator());
  }

  /**
   * Builds the discriminator.
   *
   * @param classes the classes of the images
   * @return the network, with an output for each class and 1 more if there are labels, else 1
   */
  public Discriminator buildDiscriminator(int classes) {
    return GanModels.discriminator(
        new DiscriminatorDescription(
            generator.model(),
            generator.channels(),
            generator.size(),
            supervision.isPresent() ? classes + 1 : 1,
            Activation.LEAKY_RELU,
            discriminatorWidth),
        weights.discriminator());
  }

  /** One draw is what all images of a step share, as all pixels of one do. */
  private ObjectiveSettings generatorObjective() {
    return new ObjectiveSettings(
        weights.players().generator() ? Estimator.WEIGHT_SAMPLING : Estimator.MEAN,
        objective.draws(),
        objective.klMode(),
        generatorKlWeight,
        objective.klSchedule());
  }

  /** The rule that was chosen, with a state of its own for each player. */
  private Optimizer optimizer(String player) {
    Spec spec = optimisation.optimizer().spec();
    return OptimizerProvider.registry()
        .create(spec.with("state", spec.text("state") + "-" + player.replace("/", "")).toString());
  }

  /**
   * Lists the settings, for provenance.
   *
   * @param name the name of the data set
   * @param images what is trained on
   * @return name and value of each, in a fixed order
   */
  public Map<String, String> settings(String name, LabelledImages images) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(TrainingTexts.DATA, name);
    settings.put(TrainingTexts.DATA_DIGEST, images.digest());
    settings.put("trainExamples", Integer.toString(images.count()));
    settings.put(CLASSES, Integer.toString(images.classes()));
    settings.putAll(settings());
    return settings;
  }

  /**
   * Lists the settings that are not about the images, the generator's architecture or the seed.
   *
   * @return name and value of each, in a fixed order
   */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(BAYESIAN, weights.players().toString());
    settings.put(POSTERIOR, weights.posterior().spec().toString());
    settings.put(PRIOR, weights.prior().spec().toString());
    settings.put(DISCRIMINATOR_WIDTH, Double.toString(discriminatorWidth));
    settings.put(LOSS, AdversarialLosses.text(play.loss()));
    if (play.generatorLoss() != GeneratorLoss.ADVERSARIAL) {
      settings.put(GENERATOR_LOSS, play.generatorLoss().toString());
    }
    if (play.instanceNoise() > 0) {
      settings.put(INSTANCE_NOISE, Double.toString(play.instanceNoise()));
    }
    settings.put(DISCRIMINATOR_STEPS, Integer.toString(play.turns().discriminatorSteps()));
    settings.put(AVERAGE_DECAY, Double.toString(play.averageDecay()));
    settings.putAll(TrainingTexts.of(objective, optimisation));
    settings.put(GENERATOR_KL_WEIGHT, Double.toString(generatorKlWeight));
    settings.put(GENERATOR_LEARNING_RATE, Double.toString(generatorLearningRate));
    supervision.ifPresent(
        labels -> {
          settings.put(LABELS, Integer.toString(labels.labels()));
          settings.put(LABEL_WEIGHT, Double.toString(labels.weight()));
        });
    return settings;
  }
}
