package org.bcnn.tasks.cli;

import java.util.Map;
import java.util.Optional;
import org.bcnn.models.GeneratorDescription;
import org.bcnn.tasks.gan.AdversarialLosses;
import org.bcnn.tasks.gan.BayesianPlayers;
import org.bcnn.tasks.gan.GanPlan;
import org.bcnn.tasks.gan.GeneratorLoss;
import org.bcnn.tasks.gan.PlaySettings;
import org.bcnn.tasks.gan.Supervision;
import org.bcnn.tasks.gan.Turns;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a game is played, but for who of the players is Bayesian. */
final class GanPlayMixin {
  @Mixin private GanNetworkMixin network;

  @Mixin private GanWeightsMixin weights;

  @Option(
      names = "--loss",
      paramLabel = "SPEC",
      defaultValue = "non-saturating",
      description = {
        "What the players minimise: non-saturating, non-saturating:smoothing=X (labels of real",
        "images lower by X) or hinge. Default: ${DEFAULT-VALUE}."
      })
  private String loss;

  @Option(
      names = "--generator-loss",
      paramLabel = "NAME",
      defaultValue = "adversarial",
      description = {
        "What the generator minimises: adversarial, its side of --loss, or feature-matching, the",
        "distance of mean features (Salimans et al. 2016). Default: ${DEFAULT-VALUE}."
      })
  private GeneratorLoss generatorLoss;

  @Option(
      names = "--instance-noise",
      paramLabel = "X",
      defaultValue = "0",
      description = {
        "The deviation of noise on every pixel (from -1 to 1) that the discriminator is trained on,",
        "which keeps it from seeing what no eye would. Default: ${DEFAULT-VALUE}."
      })
  private double instanceNoise;

  @Option(
      names = "--discriminator-steps",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Steps of the discriminator for one of the generator. Default: ${DEFAULT-VALUE}.")
  private int discriminatorSteps;

  @Option(
      names = "--average-decay",
      paramLabel = "X",
      defaultValue = "0.999",
      description = {
        "The decay of the moving average of the generator, which images are made by; 0 for the",
        "generator of the last round. Default: ${DEFAULT-VALUE}."
      })
  private double averageDecay;

  @Mixin private ObjectiveMixin objective;

  @Option(
      names = "--generator-kl-weight",
      paramLabel = "X",
      description = "The same for a Bayesian generator. Default: as --kl-weight.")
  private Double generatorKlWeight;

  @Mixin private OptimisationMixin optimisation;

  @Option(
      names = "--generator-learning-rate",
      paramLabel = "X",
      description = "The generator's learning rate. Default: ${DEFAULT-VALUE}.")
  private double generatorLearningRate;

  @Option(
      names = "--labels",
      paramLabel = "N",
      description = {
        "Semi-supervised classification: the discriminator learns the classes too, of N training",
        "images with labels (chosen by the seed, as many of every class) and all others without."
      })
  private Integer labels;

  @Option(
      names = "--label-weight",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "The weight of the labels' cross-entropy in the discriminator's loss. "
              + "Default: ${DEFAULT-VALUE}.")
  private double labelWeight;

  GanNetworkMixin network() {
    return network;
  }

  /** Plans a game. */
  GanPlan plan(GeneratorDescription generator, BayesianPlayers players, long seed) {
    return new GanPlan(
        generator,
        network.discriminatorWidth(),
        weights.weights(players),
        new PlaySettings(
            AdversarialLosses.parse(loss),
            generatorLoss,
            instanceNoise,
            new Turns(discriminatorSteps),
            averageDecay),
        objective.settings(),
        generatorKlWeight == null ? objective.settings().klWeight() : generatorKlWeight,
        optimisation.settings(),
        generatorLearningRate,
        labels == null ? Optional.empty() : Optional.of(new Supervision(labels, labelWeight)),
        seed);
  }

  /** Compares the options given with the plan of a checkpoint. */
  void compare(Contradictions contradictions, GanPlan stored) {
    network.compare(contradictions, stored);
    weights.compare(contradictions, stored.weights());
    Map<String, String> given =
        plan(stored.generator(), stored.weights().players(), stored.seed()).settings();
    Map<String, String> settings = stored.settings();
    StoredOptions.compare(contradictions, given, settings);
    contradictions
        .compare("--loss", () -> given.get("loss"), settings.get("loss"))
        .compare("--instance-noise", () -> instanceNoise, stored.play().instanceNoise())
        .compare("--generator-loss", () -> generatorLoss, stored.play().generatorLoss())
        .compare(
            "--discriminator-steps",
            () -> discriminatorSteps,
            stored.play().turns().discriminatorSteps())
        .compare("--average-decay", () -> averageDecay, stored.play().averageDecay())
        .compare("--generator-kl-weight", () -> generatorKlWeight, stored.generatorKlWeight())
        .compare(
            "--generator-learning-rate",
            () -> generatorLearningRate,
            stored.generatorLearningRate())
        .compare(
            "--labels", () -> labels, stored.supervision().map(Supervision::labels).orElse(null))
        .compare(
            "--label-weight",
            () -> labelWeight,
            stored.supervision().map(Supervision::weight).orElse(null));
  }
}
