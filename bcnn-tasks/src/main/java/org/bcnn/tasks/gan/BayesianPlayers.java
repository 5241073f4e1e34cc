package org.bcnn.tasks.gan;

import java.util.Locale;

/** Which players of a game have distributions over their weights. */
public enum BayesianPlayers {
  /** Neither: the deterministic game of Goodfellow et al. (2014). */
  NONE(false, false),
  /** The discriminator alone, as in Shridhar et al. (2019). */
  DISCRIMINATOR(false, true),
  /** The generator alone. */
  GENERATOR(true, false),
  /** Both, as in Saatchi and Wilson (2017). */
  BOTH(true, true);

  private final boolean ofGenerator;
  private final boolean ofDiscriminator;

  BayesianPlayers(boolean ofGenerator, boolean ofDiscriminator) {
    this.ofGenerator = ofGenerator;
    this.ofDiscriminator = ofDiscriminator;
  }

  /**
   * Returns whether the generator is Bayesian.
   *
   * @return true if its weights are distributions
   */
  public boolean generator() {
    return ofGenerator;
  }

  /**
   * Returns whether the discriminator is Bayesian.
   *
   * @return true if its weights are distributions
   */
  public boolean discriminator() {
    return ofDiscriminator;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
