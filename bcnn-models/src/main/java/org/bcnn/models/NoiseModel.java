package org.bcnn.models;

/**
 * How the Gaussian noise of a network's targets is modelled: the aleatoric part of its uncertainty.
 */
public enum NoiseModel {
  /** One standard deviation for all pixels, learned with the network (homoscedastic). */
  LEARNED(1),
  /** A variance for each pixel, predicted beside its mean (heteroscedastic). */
  PREDICTED(2);

  private final int channelsPerTarget;

  NoiseModel(int channelsPerTarget) {
    this.channelsPerTarget = channelsPerTarget;
  }

  /**
   * Returns how many channels a network puts out for each channel of the targets.
   *
   * @return 1 for a mean, 2 for a mean and a log variance
   */
  public int channelsPerTarget() {
    return channelsPerTarget;
  }
}
