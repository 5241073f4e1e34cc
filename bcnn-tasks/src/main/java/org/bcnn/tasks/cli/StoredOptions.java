package org.bcnn.tasks.cli;

import java.util.Map;
import org.bcnn.tasks.training.TrainingTexts;

/**
 * The options of objective and optimisation, and what a checkpoint calls what they say. Stateless.
 */
final class StoredOptions {
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("--estimator", TrainingTexts.ESTIMATOR),
          Map.entry("--draws", TrainingTexts.DRAWS),
          Map.entry("--kl-weight", TrainingTexts.KL_WEIGHT),
          Map.entry("--kl-mode", TrainingTexts.KL_MODE),
          Map.entry("--kl-schedule", TrainingTexts.KL_SCHEDULE),
          Map.entry("--l1", TrainingTexts.L1),
          Map.entry("--optimizer", TrainingTexts.OPTIMIZER),
          Map.entry("--learning-rate", TrainingTexts.LEARNING_RATE),
          Map.entry("--lr-schedule", TrainingTexts.SCHEDULE),
          Map.entry("--epochs", TrainingTexts.EPOCHS),
          Map.entry("--batch-size", TrainingTexts.BATCH_SIZE),
          Map.entry("--patience", TrainingTexts.PATIENCE));

  private StoredOptions() {}

  /**
   * Compares the options with a checkpoint, by the texts that it has of them, so that what can be
   * written in two ways is the same.
   *
   * @param given what the options say, by the names of settings
   * @param stored what the checkpoint says
   */
  static void compare(
      Contradictions contradictions, Map<String, String> given, Map<String, String> stored) {
    SETTINGS.forEach(
        (option, setting) ->
            contradictions.compare(option, () -> given.get(setting), stored.get(setting)));
  }
}
