package org.bcnn.schedule;

import org.bcnn.spec.Spec;

/**
 * A weight that is large for the first minibatches of every epoch and halves from each to the next
 * (Blundell et al. 2015, section 3.4): the minibatch i = 1 … M of an epoch carries the part {@code
 * π_i = 2^(M − i) / (2^M − 1)} of the KL divergence where a constant weight has it carry {@code 1 /
 * M}, so the factor is {@code M π_i}. Over an epoch the factors add up to M.
 */
public record BlundellKl() implements KlSchedule {
  /** {@code π_i = 2^−i / (1 − 2^−M)}, in which nothing overflows and powers of two are exact. */
  @Override
  public double factor(TrainingProgress progress) {
    int batches = progress.stepsPerEpoch();
    double share = Math.scalb(1.0, -(progress.stepOfEpoch() + 1));
    return batches * (share / (1 - Math.scalb(1.0, -batches)));
  }

  @Override
  public Spec spec() {
    return Spec.of(BlundellKlProvider.NAME);
  }

  /** Makes halving weights by name. */
  public static final class BlundellKlProvider implements KlScheduleProvider {
    static final String NAME = "blundell";

    /** Makes the provider. */
    public BlundellKlProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "halves from minibatch to minibatch of an epoch (Blundell et al. 2015)";
    }

    @Override
    public KlSchedule create(Spec spec) {
      return new BlundellKl();
    }
  }
}
