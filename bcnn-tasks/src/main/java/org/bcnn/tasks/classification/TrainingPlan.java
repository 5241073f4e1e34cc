package org.bcnn.tasks.classification;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingTexts;

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

  private static final String COMMAND = "bcnn classify train";

  /** The setting that holds the augmentation, as {@link Augmentation#parse} reads it. */
  public static final String AUGMENTATION = "augmentation";

  /** The setting that names the classes, in the order of the labels. */
  public static final String CLASS_NAMES = ClassNames.SETTING;

  /** The setting that says which share of them was held back. */
  public static final String VALIDATION_FRACTION = "validationFraction";

  /**
   * Reads the plan that a checkpoint was trained by.
   *
   * @param checkpoint the checkpoint
   * @return a plan with the same settings
   * @throws TrainingException if it does not name all of them, or one that is not on the class path
   */
  public static TrainingPlan of(Checkpoint checkpoint) {
    try {
      TrainingTexts settings = new TrainingTexts(checkpoint.training(), COMMAND);
      ClassifierDescription network = checkpoint.classifierDescription();
      return new TrainingPlan(
          network.model(),
          network.activation(),
          network.widthMultiplier(),
          network.dropout(),
          checkpoint.weights(),
          settings.objective(),
          settings.optimisation(),
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
    TrainingTexts settings = new TrainingTexts(checkpoint.training(), COMMAND);
    TrainingData images =
        TrainingData.load(
            source,
            context,
            settings.count(TrainingTexts.TRAIN_LIMIT),
            Double.parseDouble(settings.text(VALIDATION_FRACTION)),
            settings.splitSeed(checkpoint.seed()));
    String digest = images.train().digest();
    if (!digest.equals(settings.text(TrainingTexts.DATA_DIGEST))) {
      throw new TrainingException(
          String.format(
              "the training images of %s are not those that the checkpoint was trained on (digest "
                  + "%s, not %s): give it the same files, or start a new run",
              source.name(), digest, settings.text(TrainingTexts.DATA_DIGEST)));
    }
    return images;
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
    settings.put(TrainingTexts.DATA, images.name());
    settings.put(TrainingTexts.DATA_DIGEST, images.train().digest());
    settings.put(CLASS_NAMES, ClassNames.text(images.train().classNames()));
    images
        .limit()
        .ifPresent(limit -> settings.put(TrainingTexts.TRAIN_LIMIT, Integer.toString(limit)));
    settings.put(VALIDATION_FRACTION, Double.toString(images.validationFraction()));
    if (images.splitSeed() != seed) {
      settings.put(TrainingTexts.SPLIT_SEED, Long.toString(images.splitSeed()));
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
    settings.putAll(TrainingTexts.of(objective, optimisation));
    return settings;
  }
}
