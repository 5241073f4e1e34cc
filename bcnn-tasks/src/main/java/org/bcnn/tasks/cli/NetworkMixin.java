package org.bcnn.tasks.cli;

import org.bcnn.layer.Activation;
import org.bcnn.models.ClassifierProvider;
import org.bcnn.tasks.classification.TrainingPlan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what the network is, but for its weights. */
final class NetworkMixin {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "lenet5",
      description = "The network; `bcnn list models` shows the choice. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Mixin private LayersMixin layers;

  String model() {
    return model;
  }

  Activation activation() {
    return layers.activation();
  }

  double width() {
    return layers.width();
  }

  /** Compares the options given with the plan of a checkpoint. */
  void compare(Contradictions contradictions, TrainingPlan stored) {
    contradictions.compare(
        "--model",
        () -> ClassifierProvider.registry().create(model).spec().toString(),
        stored.model());
    layers.compare(contradictions, stored.activation(), stored.widthMultiplier());
  }
}
