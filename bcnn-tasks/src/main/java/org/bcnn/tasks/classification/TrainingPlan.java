package org.bcnn.tasks.classification;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.optimizer.OptimizerProvider;
import org.bcnn.schedule.KlScheduleProvider;
import org.bcnn.schedule.LearningRateScheduleProvider;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.TrainingException;

/**
 * What is trained and how.
 *
 * @param model the name of the network
 * @param activation the activation between layers
 * @param widthMultiplier multiplies the channels and units of hidden layers
 * @param dropout the rate of dropout before every dense layer, 0 for none
 * @param weights what the weights are
 * @param objective what is minimised
 * @param optimisation how
 * @param augmentation how training images are changed
 * @param seed decides all that is random
 */
public record TrainingPlan(
    String model,
    Activation activation,
    double widthMultiplier,
    double dropout,
    WeightsDescription weights,
    ObjectiveSettings objective,
    OptimisationSettings optimisation,
    Augmentation augmentation,
    long seed) {
  /** Checks that dropout, if there is any, is of a deterministic network that is sampled. */
  public TrainingPlan {
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "the rate of dropout must be at least 0 and below 1, got " + dropout);
    }
    if (dropout > 0 && weights.bayesian()) {
      throw new IllegalArgumentException(
          "dropout is for a network with plain weights: its draws and those of Bayesian weights "
              + "could not be told apart; make the weights deterministic, or leave dropout away");
    }
    if (dropout > 0 && objective.estimator() == Estimator.MEAN) {
      throw new IllegalArgumentException(
          "dropout is never active with the estimator mean, which samples nothing; choose another, "
              + "or leave dropout away");
    }
  }

  /**
   * A plan without dropout.
   *
   * @param model the name of the network
   * @param activation the activation between layers
   * @param widthMultiplier multiplies the channels and units of hidden layers
   * @param weights what the weights are
   * @param objective what is minimised
   * @param optimisation how
   * @param augmentation how training images are changed
   * @param seed decides all that is random
   */
  public TrainingPlan(
      String model,
      Activation activation,
      double widthMultiplier,
      WeightsDescription weights,
      ObjectiveSettings objective,
      OptimisationSettings optimisation,
      Augmentation augmentation,
      long seed) {
    this(
        model,
        activation,
        widthMultiplier,
        0,
        weights,
        objective,
        optimisation,
        augmentation,
        seed);
  }

  /** The setting that names the data set. */
  public static final String DATA = "data";

  /** The setting that holds the augmentation, as {@link Augmentation#parse} reads it. */
  public static final String AUGMENTATION = "augmentation";

  /** The setting that is the digest of the images trained on. */
  public static final String DATA_DIGEST = "dataDigest";

  /** The setting that names the classes, in the order of the labels. */
  public static final String CLASS_NAMES = ClassNames.SETTING;

  /** The setting that says how many of the training images were taken at most, if not all. */
  public static final String TRAIN_LIMIT = "trainLimit";

  /** The setting that says which share of them was held back. */
  public static final String VALIDATION_FRACTION = "validationFraction";

  /** The setting that is the seed of that choice, if it is not the seed of the run. */
  public static final String SPLIT_SEED = "splitSeed";

  /** The setting that names the estimator. */
  public static final String ESTIMATOR = "estimator";

  /** The setting that says how many draws a step takes. */
  public static final String DRAWS = "draws";

  /** The setting that is κ. */
  public static final String KL_WEIGHT = "klWeight";

  /** The setting that says how the KL divergence is computed. */
  public static final String KL_MODE = "klMode";

  /** The setting that specifies how κ is reached. */
  public static final String KL_SCHEDULE = "klSchedule";

  /** The setting that specifies the optimiser. */
  public static final String OPTIMIZER = "optimizer";

  /** The setting that is the learning rate. */
  public static final String LEARNING_RATE = "learningRate";

  /** The setting that specifies how the learning rate changes. */
  public static final String SCHEDULE = "schedule";

  /** The setting that says how many epochs there are. */
  public static final String EPOCHS = "epochs";

  /** The setting that says how many examples a minibatch has. */
  public static final String BATCH_SIZE = "batchSize";

  /** The setting of early stopping, if there is any. */
  public static final String PATIENCE = "patience";

  /**
   * Reads the plan that a checkpoint was trained by.
   *
   * @param checkpoint the checkpoint
   * @return a plan with the same settings
   * @throws TrainingException if it does not name all of them, or one that is not on the class path
   */
  public static TrainingPlan of(Checkpoint checkpoint) {
    try {
      Settings settings = new Settings(checkpoint.training());
      ClassifierDescription network = checkpoint.classifierDescription();
      return new TrainingPlan(
          network.model(),
          network.activation(),
          network.widthMultiplier(),
          network.dropout(),
          checkpoint.weights(),
          new ObjectiveSettings(
              Estimator.valueOf(settings.text(ESTIMATOR).toUpperCase(Locale.ROOT)),
              Integer.parseInt(settings.text(DRAWS)),
              KlMode.valueOf(settings.text(KL_MODE).toUpperCase(Locale.ROOT)),
              Double.parseDouble(settings.text(KL_WEIGHT)),
              KlScheduleProvider.registry().create(settings.text(KL_SCHEDULE))),
          new OptimisationSettings(
              Integer.parseInt(settings.text(EPOCHS)),
              Integer.parseInt(settings.text(BATCH_SIZE)),
              OptimizerProvider.registry().create(settings.text(OPTIMIZER)),
              Double.parseDouble(settings.text(LEARNING_RATE)),
              LearningRateScheduleProvider.registry().create(settings.text(SCHEDULE)),
              settings.count(PATIENCE)),
          Augmentation.parse(settings.text(AUGMENTATION)),
          checkpoint.seed());
    } catch (IllegalArgumentException e) {
      throw new TrainingException(
          "the settings of the checkpoint cannot be used: " + e.getMessage());
    }
  }

  /**
   * Loads the images that a checkpoint was trained on.
   *
   * @param checkpoint the checkpoint
   * @param source the data set
   * @param context where its files are
   * @return the images
   * @throws TrainingException if they are not the same as then
   * @throws org.bcnn.tasks.data.DataException if the data cannot be had
   */
  public static TrainingData data(Checkpoint checkpoint, DataSource source, DataContext context) {
    Settings settings = new Settings(checkpoint.training());
    TrainingData images =
        TrainingData.load(
            source,
            context,
            settings.count(TRAIN_LIMIT),
            Double.parseDouble(settings.text(VALIDATION_FRACTION)),
            settings.splitSeed(checkpoint.seed()));
    String digest = images.train().digest();
    if (!digest.equals(settings.text(DATA_DIGEST))) {
      throw new TrainingException(
          String.format(
              "the training images of %s are not those that the checkpoint was trained on (digest "
                  + "%s, not %s): give it the same files, or start a new run",
              source.name(), digest, settings.text(DATA_DIGEST)));
    }
    return images;
  }

  /** Settings that are there or missed by name. */
  private record Settings(Map<String, String> texts) {
    String text(String name) {
      String text = texts.get(name);
      if (text == null) {
        throw new TrainingException(
            "the checkpoint does not say with which "
                + name
                + " it was trained, so training cannot go on from it; use one that `bcnn classify "
                + "train` of this version wrote");
      }
      return text;
    }

    OptionalInt count(String name) {
      return texts.containsKey(name)
          ? OptionalInt.of(Integer.parseInt(text(name)))
          : OptionalInt.empty();
    }

    long splitSeed(long seed) {
      return texts.containsKey(SPLIT_SEED) ? Long.parseLong(text(SPLIT_SEED)) : seed;
    }
  }

  /**
   * Builds the network for images.
   *
   * @param images images of the size and classes it is for
   * @return the network
   * @throws IllegalArgumentException if there is no such network, or it does not take such images
   */
  public ImageClassifier build(LabelledImages images) {
    return Classifiers.build(
        new ClassifierDescription(
            model,
            images.channels(),
            images.height(),
            images.width(),
            images.classes(),
            activation,
            widthMultiplier,
            dropout),
        weights);
  }

  /**
   * Lists the settings, for provenance.
   *
   * @param images what is trained on
   * @return name and value of each, in a fixed order
   */
  public Map<String, String> settings(TrainingData images) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(DATA, images.name());
    settings.put(DATA_DIGEST, images.train().digest());
    settings.put(CLASS_NAMES, ClassNames.text(images.train().classNames()));
    images.limit().ifPresent(limit -> settings.put(TRAIN_LIMIT, Integer.toString(limit)));
    settings.put(VALIDATION_FRACTION, Double.toString(images.validationFraction()));
    if (images.splitSeed() != seed) {
      settings.put(SPLIT_SEED, Long.toString(images.splitSeed()));
    }
    settings.put("trainExamples", Integer.toString(images.train().count()));
    settings.put("validationExamples", Integer.toString(images.validationExamples()));
    settings.putAll(settings());
    return settings;
  }

  /**
   * Lists the settings that are not about the images, the network or the seed.
   *
   * @return name and value of each, in a fixed order
   */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(AUGMENTATION, augmentation.toString());
    settings.put(ESTIMATOR, lowerCase(objective.estimator()));
    settings.put(DRAWS, Integer.toString(objective.draws()));
    settings.put(KL_WEIGHT, Double.toString(objective.klWeight()));
    settings.put(KL_MODE, lowerCase(objective.klMode()));
    settings.put(KL_SCHEDULE, objective.klSchedule().spec().toString());
    settings.put(OPTIMIZER, optimisation.optimizer().spec().toString());
    settings.put(LEARNING_RATE, Double.toString(optimisation.learningRate()));
    settings.put(SCHEDULE, optimisation.schedule().spec().toString());
    settings.put(EPOCHS, Integer.toString(optimisation.epochs()));
    settings.put(BATCH_SIZE, Integer.toString(optimisation.batchSize()));
    optimisation.patience().ifPresent(epochs -> settings.put(PATIENCE, Integer.toString(epochs)));
    return settings;
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
