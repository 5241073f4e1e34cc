package org.bcnn.schedule;

import java.util.List;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * A weight that grows from 0 along a line and then stays (Sønderby et al. 2016, "warm-up"): {@code
 * min(1, e / E)} after e epochs. It grows with every step, not once an epoch.
 *
 * @param warmUpEpochs E, the epochs until the whole weight is reached; need not be whole
 */
public record LinearKlWarmUp(double warmUpEpochs) implements KlSchedule {
  /** Checks that the epochs are positive. */
  public LinearKlWarmUp {
    if (!(warmUpEpochs > 0) || !Double.isFinite(warmUpEpochs)) {
      throw new IllegalArgumentException(
          "the KL divergence needs more than 0 epochs of warm-up, got " + warmUpEpochs);
    }
  }

  @Override
  public double factor(TrainingProgress progress) {
    return Math.min(1, progress.epochsDone() / warmUpEpochs);
  }

  @Override
  public Spec spec() {
    return Spec.of(LinearKlProvider.NAME).with(LinearKlProvider.EPOCHS, warmUpEpochs);
  }

  /** Makes linear warm-ups by name. */
  public static final class LinearKlProvider implements KlScheduleProvider {
    static final String NAME = "linear";
    static final String EPOCHS = "epochs";

    /** Makes the provider. */
    public LinearKlProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "a warm-up along a line from 0 (Sønderby et al. 2016)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(Setting.number(EPOCHS, 5, "epochs until the whole weight is reached"));
    }

    @Override
    public KlSchedule create(Spec spec) {
      return new LinearKlWarmUp(spec.number(EPOCHS));
    }
  }
}
