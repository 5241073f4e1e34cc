package org.bcnn.tasks.cli;

import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.schedule.KlScheduleProvider;
import org.bcnn.tasks.training.ObjectiveSettings;
import picocli.CommandLine.Option;

/** The options that say what is minimised. */
final class ObjectiveMixin {
  /** The ways to compute the KL divergence, by the names of the command line. */
  enum KlModeOption {
    AUTO(KlMode.AUTOMATIC),
    CLOSED(KlMode.CLOSED_FORM),
    MONTECARLO(KlMode.MONTE_CARLO);

    private final KlMode mode;

    KlModeOption(KlMode mode) {
      this.mode = mode;
    }
  }

  @Option(
      names = "--estimator",
      paramLabel = "NAME",
      defaultValue = "lrt",
      description =
          "How the expectation over weights is estimated: lrt (local reparameterisation), weight "
              + "(weight sampling), flipout or mean (no sampling). Default: ${DEFAULT-VALUE}.")
  private EstimatorOption estimator;

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "1",
      description = "Posterior draws a training step. Default: ${DEFAULT-VALUE}.")
  private int draws;

  @Option(
      names = "--kl-weight",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "The weight of KL / N in the objective: 1 is the evidence lower bound, less is a tempered "
              + "posterior. Default: ${DEFAULT-VALUE}.")
  private double klWeight;

  @Option(
      names = "--kl-schedule",
      paramLabel = "SPEC",
      defaultValue = "constant",
      description =
          "How that weight is reached; `bcnn list kl-schedules` shows the choice. "
              + "Default: ${DEFAULT-VALUE}.")
  private String klSchedule;

  @Option(
      names = "--kl-mode",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "The KL divergence: auto (in closed form where there is one), closed or montecarlo. "
              + "Default: ${DEFAULT-VALUE}.")
  private KlModeOption klMode;

  @Option(
      names = "--l1",
      paramLabel = "X",
      defaultValue = "0",
      description =
          "Add X times the sum of the absolute means of all weights, biases left out, to the "
              + "objective, in nats an example, so that many of them come near 0. "
              + "Default: ${DEFAULT-VALUE}.")
  private double l1;

  Estimator estimator() {
    return estimator.estimator();
  }

  ObjectiveSettings settings() {
    return new ObjectiveSettings(
        estimator(),
        draws,
        klMode.mode,
        klWeight,
        KlScheduleProvider.registry().create(klSchedule),
        l1);
  }
}
