package org.bcnn.tasks.classification;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bcnn.layer.Activation;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.WeightsDescription;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;

/**
 * What is trained and how.
 *
 * @param model the name of the network
 * @param activation the activation between layers
 * @param widthMultiplier multiplies the channels and units of hidden layers
 * @param weights what the weights are
 * @param objective what is minimised
 * @param optimisation how
 * @param seed decides all that is random
 */
public record TrainingPlan(
    String model,
    Activation activation,
    double widthMultiplier,
    WeightsDescription weights,
    ObjectiveSettings objective,
    OptimisationSettings optimisation,
    long seed) {

  /** The setting that names the data set. */
  public static final String DATA = "data";

  /** The setting that names the estimator. */
  public static final String ESTIMATOR = "estimator";

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
            widthMultiplier),
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
    settings.put("dataDigest", images.train().digest());
    settings.put(ClassNames.SETTING, ClassNames.text(images.train().classNames()));
    settings.put("trainExamples", Integer.toString(images.train().count()));
    settings.put("validationExamples", Integer.toString(images.validationExamples()));
    settings.put(ESTIMATOR, lowerCase(objective.estimator()));
    settings.put("draws", Integer.toString(objective.draws()));
    settings.put("klWeight", Double.toString(objective.klWeight()));
    settings.put("klMode", lowerCase(objective.klMode()));
    settings.put("klSchedule", objective.klSchedule().spec().toString());
    settings.put("optimizer", optimisation.optimizer().spec().toString());
    settings.put("learningRate", Double.toString(optimisation.learningRate()));
    settings.put("schedule", optimisation.schedule().spec().toString());
    settings.put("epochs", Integer.toString(optimisation.epochs()));
    settings.put("batchSize", Integer.toString(optimisation.batchSize()));
    return settings;
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
