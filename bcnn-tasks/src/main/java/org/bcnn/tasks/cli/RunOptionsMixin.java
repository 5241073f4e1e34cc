package org.bcnn.tasks.cli;

import picocli.CommandLine.Option;

/** The options that every run of training and evaluation has, whatever its task is. */
final class RunOptionsMixin {
  @Option(
      names = "--eval-draws",
      paramLabel = "N",
      defaultValue = "30",
      description = "Posterior draws of the evaluation. Default: ${DEFAULT-VALUE}.")
  private int evalDraws;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides all that is random. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--tensorboard",
      description = "Also write losses, scores and layers for TensorBoard, beside the tables.")
  private boolean tensorBoard;

  int evalDraws() {
    return evalDraws;
  }

  long seed() {
    return seed;
  }

  boolean tensorBoard() {
    return tensorBoard;
  }
}
