package org.bcnn.schedule;

import java.util.List;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * A weight that starts again from 0 several times (Fu et al. 2019, equations 6 and 7, with the
 * linear ramp): of T steps in M cycles, the step t = 1, 2, … has {@code min(1, τ / R)} with {@code
 * τ = ((t − 1) mod ⌈T / M⌉) / (T / M)}.
 *
 * @param cycles M, how often the weight starts from 0
 * @param ramp R, the part of a cycle in which the weight grows, over 0 and at most 1
 */
public record CyclicalKl(int cycles, double ramp) implements KlSchedule {
  /** Checks that there is a cycle and that it has a ramp. */
  public CyclicalKl {
    if (cycles < 1) {
      throw new IllegalArgumentException("a cyclical weight needs a cycle, got " + cycles);
    }
    if (!(ramp > 0) || !(ramp <= 1)) {
      throw new IllegalArgumentException(
          "the ramp is a part of a cycle, over 0 and at most 1, got " + ramp);
    }
  }

  @Override
  public double factor(TrainingProgress progress) {
    long steps = (long) progress.stepsPerEpoch() * progress.epochs();
    long wholeSteps = (steps + cycles - 1) / cycles;
    double position = (progress.step() % wholeSteps) / ((double) steps / cycles);
    return Math.min(1, position / ramp);
  }

  @Override
  public Spec spec() {
    return Spec.of(CyclicalKlProvider.NAME)
        .with(CyclicalKlProvider.CYCLES, cycles)
        .with(CyclicalKlProvider.RAMP, ramp);
  }

  /** Makes cyclical weights by name. */
  public static final class CyclicalKlProvider implements KlScheduleProvider {
    static final String NAME = "cyclical";
    static final String CYCLES = "cycles";
    static final String RAMP = "ramp";

    /** Makes the provider. */
    public CyclicalKlProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "several warm-ups along lines, one after another (Fu et al. 2019)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          new Setting(CYCLES, "4", "how often the weight starts from 0"),
          Setting.number(RAMP, 0.5, "the part of a cycle in which it grows"));
    }

    @Override
    public KlSchedule create(Spec spec) {
      return new CyclicalKl(spec.integer(CYCLES), spec.number(RAMP));
    }
  }
}
