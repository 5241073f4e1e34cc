package org.bcnn.tasks.gan;

import java.util.Objects;
import org.bcnn.models.WeightsDescription;
import org.bcnn.posterior.Posterior;
import org.bcnn.prior.Prior;

/**
 * What the weights of both players are. Plain weights start from what the means of the posterior
 * start from, so that games of any kind with one seed start as twins. Immutable and thread-safe.
 *
 * @param players which players are Bayesian
 * @param posterior the family of their posteriors
 * @param prior the prior of each of their weights
 */
public record GanWeights(BayesianPlayers players, Posterior posterior, Prior prior) {
  /** Checks that nothing is null. */
  public GanWeights {
    Objects.requireNonNull(players, "players");
    Objects.requireNonNull(posterior, "posterior");
    Objects.requireNonNull(prior, "prior");
  }

  /**
   * Describes the weights of the generator.
   *
   * @return the description
   */
  public WeightsDescription generator() {
    return description(players.generator());
  }

  /**
   * Describes the weights of the discriminator.
   *
   * @return the description
   */
  public WeightsDescription discriminator() {
    return description(players.discriminator());
  }

  private WeightsDescription description(boolean bayesian) {
    WeightsDescription distributions = WeightsDescription.variational(posterior, prior);
    return bayesian ? distributions : distributions.twin();
  }
}
