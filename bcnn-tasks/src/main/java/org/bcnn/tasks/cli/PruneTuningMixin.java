package org.bcnn.tasks.cli;

import java.util.OptionalDouble;
import org.bcnn.tasks.pruning.FineTuning;
import picocli.CommandLine.Option;

/** The options of fine-tuning. */
final class PruneTuningMixin {
  @Option(
      names = "--fine-tune",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Train what is left for N epochs, on the images and by the objective of training. "
              + "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--gradual",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Remove weights little by little during the first N epochs of --fine-tune. Default: all "
              + "before the first step.")
  private int gradual;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description =
          "The learning rate that fine-tuning starts from; it falls to 0 by a cosine. Default: that "
              + "of training.")
  private Double learningRate;

  @Option(
      names = "--l1",
      paramLabel = "X",
      description = "The L1 penalty on means in fine-tuning. Default: that of training.")
  private Double l1;

  FineTuning settings() {
    if (epochs == 0 && (learningRate != null || l1 != null || gradual != 0)) {
      throw new IllegalArgumentException(
          "--gradual, --learning-rate and --l1 are of fine-tuning; add --fine-tune");
    }
    return new FineTuning(epochs, gradual, optional(learningRate), optional(l1));
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
