package org.bcnn.tasks.gan;

import java.util.Locale;

/** What the generator of a game minimises. */
public enum GeneratorLoss {
  /** Its side of the loss of the game: it fools the discriminator. */
  ADVERSARIAL,
  /**
   * The distance of its images from real ones in the discriminator's features, on average (Salimans
   * et al. 2016, for classifiers from few labels).
   */
  FEATURE_MATCHING;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
