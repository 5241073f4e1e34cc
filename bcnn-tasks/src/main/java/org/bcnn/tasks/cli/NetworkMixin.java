package org.bcnn.tasks.cli;

import org.bcnn.layer.Activation;
import org.bcnn.models.ClassifierProvider;
import org.bcnn.tasks.classification.TrainingPlan;
import picocli.CommandLine.Option;

/** The options that say what the network is, but for its weights. */
final class NetworkMixin {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "lenet5",
      description = "The network; `bcnn list models` shows the choice. Default: ${DEFAULT-VALUE}.")
  private String model;

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

  String model() {
    return model;
  }

  Activation activation() {
    return activation;
  }

  double width() {
    return width;
  }

  /** Compares the options given with the plan of a checkpoint. */
  void compare(Contradictions contradictions, TrainingPlan stored) {
    contradictions
        .compare(
            "--model",
            () -> ClassifierProvider.registry().create(model).spec().toString(),
            stored.model())
        .compare("--activation", () -> activation, stored.activation())
        .compare("--width", () -> width, stored.widthMultiplier());
  }
}
