package org.bcnn.tasks.cli;

import java.util.Locale;
import org.bcnn.models.NoiseModel;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolutionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what a network for super-resolution is, but for its weights. */
final class SuperresNetworkMixin {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "espcn:skip=bicubic",
      description =
          "The network; `bcnn list super-resolution-models` shows the choice. "
              + "Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--factor",
      paramLabel = "N",
      defaultValue = "3",
      description = "By how much height and width grow, 2 to 8. Default: ${DEFAULT-VALUE}.")
  private int factor;

  @Option(
      names = "--noise",
      paramLabel = "NAME",
      defaultValue = "predicted",
      description =
          "The noise of a pixel: learned (one standard deviation for all) or predicted (one for "
              + "each pixel, beside its mean). Default: ${DEFAULT-VALUE}.")
  private NoiseModel noise;

  @Mixin private LayersMixin layers;

  /** Describes the network, whose model is given in full. */
  SuperResolutionDescription description() {
    return new SuperResolutionDescription(
        specification(), factor, 1, layers.activation(), layers.width(), noise);
  }

  private String specification() {
    return SuperResolutionProvider.registry().create(model).spec().toString();
  }

  /** The model's name without its settings, for names of files. */
  String plainName() {
    return DataMixin.plain(model);
  }

  int factor() {
    return factor;
  }

  /** Compares the options given with the network of a checkpoint. */
  void compare(Contradictions contradictions, SuperResolutionDescription stored) {
    contradictions
        .compare("--model", this::specification, stored.model())
        .compare("--factor", () -> factor, stored.factor())
        .compare("--noise", () -> lowerCase(noise), lowerCase(stored.noise()));
    layers.compare(contradictions, stored.activation(), stored.widthMultiplier());
  }

  private static String lowerCase(NoiseModel noise) {
    return noise.name().toLowerCase(Locale.ROOT);
  }
}
