package org.bcnn.tasks.cli;

import org.bcnn.posterior.Posterior;
import org.bcnn.posterior.PosteriorProvider;
import org.bcnn.prior.MopedPrior;
import org.bcnn.prior.Prior;
import org.bcnn.prior.PriorProvider;
import org.bcnn.tasks.gan.BayesianPlayers;
import org.bcnn.tasks.gan.GanWeights;
import picocli.CommandLine.Option;

/** The options that say which players have distributions over their weights, and which. */
final class GanWeightsMixin {
  @Option(
      names = "--prior",
      paramLabel = "SPEC",
      defaultValue = "gaussian:scale=0.3",
      description =
          "The prior of every weight of a Bayesian player; `bcnn list priors` shows the choice. "
              + "Default: ${DEFAULT-VALUE}.")
  private String prior;

  @Option(
      names = "--posterior",
      paramLabel = "SPEC",
      defaultValue = "mean-field",
      description =
          "The family of posteriors; plain weights start as its means do. "
              + "Default: ${DEFAULT-VALUE}.")
  private String posterior;

  GanWeights weights(BayesianPlayers players) {
    return new GanWeights(players, family(), prior());
  }

  private Posterior family() {
    return PosteriorProvider.registry().create(posterior);
  }

  private Prior prior() {
    Prior chosen = PriorProvider.registry().create(prior);
    if (chosen instanceof MopedPrior) {
      throw new IllegalArgumentException(
          "the prior moped is centred on a trained network, which a game has none of; choose "
              + "another");
    }
    return chosen;
  }

  /** Compares the options given with the weights of a checkpoint. */
  void compare(Contradictions contradictions, GanWeights stored) {
    contradictions
        .compare("--prior", () -> prior().spec().toString(), stored.prior().spec().toString())
        .compare(
            "--posterior", () -> family().spec().toString(), stored.posterior().spec().toString());
  }
}
