package org.bcnn.layer;

/**
 * Settings of batch normalisation.
 *
 * @param momentum the part of a batch in what is recorded, {@code recorded ← (1 − momentum) ·
 *     recorded + momentum · batch}, above 0 and at most 1
 * @param epsilon added to variances, positive
 */
public record BatchNormSettings(double momentum, double epsilon) {
  /** A momentum of 0.1 and an epsilon of 1e-5. */
  public static final BatchNormSettings DEFAULT = new BatchNormSettings(0.1, 1e-5);

  /** Checks the ranges. */
  public BatchNormSettings {
    if (!(momentum > 0 && momentum <= 1)) {
      throw new IllegalArgumentException("momentum must be above 0 and at most 1, got " + momentum);
    }
    Moments.checkEpsilon(epsilon);
  }
}
