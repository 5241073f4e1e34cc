package org.bcnn.tasks.cli;

import java.util.OptionalInt;
import org.bcnn.layer.Activation;
import org.bcnn.models.GanProvider;
import org.bcnn.models.GeneratorDescription;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.gan.GanPlan;
import picocli.CommandLine.Option;

/** The options that say what the players of a game are, but for their weights. */
final class GanNetworkMixin {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "dcgan",
      description =
          "The players; `bcnn list gan-models` shows the choice. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--size",
      paramLabel = "N",
      description =
          "Make images of N by N pixels, such as 28, 32 or 64, and bring the real ones to that "
              + "size. Default: their own.")
  private Integer size;

  @Option(
      names = "--latent",
      paramLabel = "N",
      defaultValue = "100",
      description = "The length of a latent vector. Default: ${DEFAULT-VALUE}.")
  private int latent;

  @Option(
      names = "--generator-width",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "Multiplies the channels of the generator's hidden layers. Default: ${DEFAULT-VALUE}.")
  private double generatorWidth;

  @Option(
      names = "--discriminator-width",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "Multiplies the channels of the discriminator's hidden layers. "
              + "Default: ${DEFAULT-VALUE}.")
  private double discriminatorWidth;

  OptionalInt size() {
    return size == null ? OptionalInt.empty() : OptionalInt.of(size);
  }

  /** Describes the generator of such images, whose model is given in full. */
  GeneratorDescription generator(LabelledImages images) {
    return new GeneratorDescription(
        specification(),
        latent,
        images.channels(),
        images.height(),
        Activation.RELU,
        generatorWidth);
  }

  private String specification() {
    return GanProvider.registry().create(model).spec().toString();
  }

  /** The model's name without its settings, for names of files. */
  String plainName() {
    return DataMixin.plain(model);
  }

  double discriminatorWidth() {
    return discriminatorWidth;
  }

  /** Compares the options given with the players of a checkpoint. */
  void compare(Contradictions contradictions, GanPlan stored) {
    contradictions
        .compare("--model", this::specification, stored.generator().model())
        .compare("--size", () -> size, stored.generator().size())
        .compare("--latent", () -> latent, stored.generator().latent())
        .compare("--generator-width", () -> generatorWidth, stored.generator().widthMultiplier())
        .compare("--discriminator-width", () -> discriminatorWidth, stored.discriminatorWidth());
  }
}
