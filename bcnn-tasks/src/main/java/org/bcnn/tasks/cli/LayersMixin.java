package org.bcnn.tasks.cli;

import org.bcnn.layer.Activation;
import picocli.CommandLine.Option;

/** The options that say what lies between the layers of a network, and how wide they are. */
final class LayersMixin {
  @Option(
      names = "--activation",
      paramLabel = "NAME",
      defaultValue = "softplus",
      description =
          "The activation between layers; `bcnn list activations` shows the choice. "
              + "Default: ${DEFAULT-VALUE}.")
  private Activation activation;

  @Option(
      names = "--width",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "Multiplies the channels and units of all hidden layers. Default: ${DEFAULT-VALUE}.")
  private double width;

  Activation activation() {
    return activation;
  }

  double width() {
    return width;
  }

  /** Compares the options given with those of a checkpoint. */
  void compare(Contradictions contradictions, Activation storedActivation, double storedWidth) {
    contradictions
        .compare("--activation", () -> activation, storedActivation)
        .compare("--width", () -> width, storedWidth);
  }
}
