package org.bcnn.tasks.cli;

import java.util.OptionalInt;
import org.bcnn.optimizer.OptimizerProvider;
import org.bcnn.schedule.LearningRateScheduleProvider;
import org.bcnn.tasks.training.OptimisationSettings;
import picocli.CommandLine.Option;

/** The options that say how it is minimised. */
final class OptimisationMixin {
  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Epochs of training: passes over the images, or so many patches each. "
              + "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images or patches a minibatch. Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(
      names = "--optimizer",
      paramLabel = "SPEC",
      defaultValue = "adam",
      description =
          "The optimiser, as NAME or NAME:key=value,…; `bcnn list optimizers` shows the choice. "
              + "Default: ${DEFAULT-VALUE}.")
  private String optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      defaultValue = "0.004",
      description = "The learning rate, before the schedule. Default: ${DEFAULT-VALUE}.")
  private double learningRate;

  @Option(
      names = "--lr-schedule",
      paramLabel = "SPEC",
      defaultValue = "cosine",
      description =
          "How the learning rate changes; `bcnn list lr-schedules` shows the choice. "
              + "Default: ${DEFAULT-VALUE}, down to 0.")
  private String schedule;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "Stop early: after N epochs in a row without a better NLL on the validation part. "
              + "The test set is then judged by the best epoch. Default: train all epochs.")
  private Integer patience;

  OptimisationSettings settings() {
    return settings(epochs);
  }

  /** The settings with another number of epochs than was given. */
  OptimisationSettings settings(int passes) {
    return new OptimisationSettings(
        passes,
        batchSize,
        OptimizerProvider.registry().create(optimizer),
        learningRate,
        LearningRateScheduleProvider.registry().create(schedule),
        patience == null ? OptionalInt.empty() : OptionalInt.of(patience));
  }
}
