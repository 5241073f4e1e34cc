package org.bcnn.tasks.training;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.optimizer.OptimizerProvider;
import org.bcnn.schedule.KlScheduleProvider;
import org.bcnn.schedule.LearningRateScheduleProvider;

/**
 * The settings of training as texts by name, as a checkpoint holds them: those of objective and
 * optimisation, which every task has, and those of the task. Immutable and thread-safe.
 */
public final class TrainingTexts {
  /** The setting that names the data set. */
  public static final String DATA = "data";

  /** The setting that is the digest of the data trained on. */
  public static final String DATA_DIGEST = "dataDigest";

  /** The setting that says how many of the training examples were taken at most, if not all. */
  public static final String TRAIN_LIMIT = "trainLimit";

  /** The setting that is the seed of the division of the data, if not the seed of the run. */
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

  /** The setting that is the strength of the L1 penalty on means, if there is any. */
  public static final String L1 = "l1";

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

  private final Map<String, String> texts;
  private final String command;

  /**
   * Reads settings.
   *
   * @param texts the settings by name, which are not copied
   * @param command the command that writes all of them, for messages, such as {@code bcnn classify
   *     train}
   */
  public TrainingTexts(Map<String, String> texts, String command) {
    this.texts = Objects.requireNonNull(texts, "texts");
    this.command = Objects.requireNonNull(command, "command");
  }

  /**
   * Writes the settings of objective and optimisation.
   *
   * @param objective what is minimised
   * @param optimisation how
   * @return name and value of each, in a fixed order
   */
  public static Map<String, String> of(
      ObjectiveSettings objective, OptimisationSettings optimisation) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(ESTIMATOR, lowerCase(objective.estimator()));
    settings.put(DRAWS, Integer.toString(objective.draws()));
    settings.put(KL_WEIGHT, Double.toString(objective.klWeight()));
    settings.put(KL_MODE, lowerCase(objective.klMode()));
    settings.put(KL_SCHEDULE, objective.klSchedule().spec().toString());
    if (objective.l1() > 0) {
      settings.put(L1, Double.toString(objective.l1()));
    }
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

  /**
   * Returns a setting.
   *
   * @param name its name
   * @return its text
   * @throws TrainingException if it is not there; the message says which is missing
   */
  public String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new TrainingException(
          "the checkpoint does not say with which "
              + name
              + " it was trained, so training cannot go on from it; use one that `"
              + command
              + "` of this version wrote");
    }
    return text;
  }

  /**
   * Returns a whole number that need not be there.
   *
   * @param name its name
   * @return the number; empty if there is none
   * @throws NumberFormatException if it is none
   */
  public OptionalInt count(String name) {
    return texts.containsKey(name)
        ? OptionalInt.of(Integer.parseInt(text(name)))
        : OptionalInt.empty();
  }

  /**
   * Returns the seed of the division of the data.
   *
   * @param seed the seed of the run
   * @return {@value #SPLIT_SEED}, or the seed of the run if that is not there
   * @throws NumberFormatException if it is no number
   */
  public long splitSeed(long seed) {
    return texts.containsKey(SPLIT_SEED) ? Long.parseLong(text(SPLIT_SEED)) : seed;
  }

  /**
   * Returns what was minimised.
   *
   * @return the settings of the objective
   * @throws TrainingException if one of them is missing
   * @throws IllegalArgumentException if one of them makes no sense, or is not on the class path
   */
  public ObjectiveSettings objective() {
    return new ObjectiveSettings(
        Estimator.valueOf(text(ESTIMATOR).toUpperCase(Locale.ROOT)),
        Integer.parseInt(text(DRAWS)),
        KlMode.valueOf(text(KL_MODE).toUpperCase(Locale.ROOT)),
        Double.parseDouble(text(KL_WEIGHT)),
        KlScheduleProvider.registry().create(text(KL_SCHEDULE)),
        texts.containsKey(L1) ? Double.parseDouble(text(L1)) : 0);
  }

  /**
   * Returns how it was minimised.
   *
   * @return the settings of the optimisation
   * @throws TrainingException if one of them is missing
   * @throws IllegalArgumentException if one of them makes no sense, or is not on the class path
   */
  public OptimisationSettings optimisation() {
    return new OptimisationSettings(
        Integer.parseInt(text(EPOCHS)),
        Integer.parseInt(text(BATCH_SIZE)),
        OptimizerProvider.registry().create(text(OPTIMIZER)),
        Double.parseDouble(text(LEARNING_RATE)),
        LearningRateScheduleProvider.registry().create(text(SCHEDULE)),
        count(PATIENCE));
  }
}
