package org.bcnn.schedule;

import java.util.List;
import java.util.Objects;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * A rate that grows along a line before another schedule begins (Goyal et al. 2017): of W steps of
 * warm-up, the step t = 0, … has {@code (t + 1) / W} times the first factor of the other schedule,
 * which then sees a run that starts where the warm-up ends. Named as a setting of that schedule:
 * {@code cosine:warmup=1}.
 *
 * @param epochs the epochs of warm-up, at least 1
 * @param then the schedule that follows
 */
public record WarmUp(int epochs, LearningRateSchedule then) implements LearningRateSchedule {
  /** The setting of a schedule that may have a warm-up: its epochs, 0 for none. */
  public static final Setting SETTING =
      new Setting("warmup", "0", "epochs in which the rate first grows along a line");

  /** Checks that there is an epoch of warm-up. */
  public WarmUp {
    Objects.requireNonNull(then, "then");
    if (epochs < 1) {
      throw new IllegalArgumentException("a warm-up needs an epoch, got " + epochs);
    }
  }

  /**
   * Puts the warm-up that a specification asks for before a schedule.
   *
   * @param schedule the schedule
   * @param spec a specification with {@link #SETTING}
   * @return the schedule, after a warm-up if one is asked for
   * @throws IllegalArgumentException if the epochs are negative or no whole number
   */
  public static LearningRateSchedule before(LearningRateSchedule schedule, Spec spec) {
    int epochs = spec.integer(SETTING.key());
    return epochs == 0 ? schedule : new WarmUp(epochs, schedule);
  }

  @Override
  public double factor(TrainingProgress progress) {
    long steps = (long) progress.stepsPerEpoch() * epochs;
    if (progress.step() < steps) {
      double first = then.factor(after(progress, 0, List.of()));
      return (double) (progress.step() + 1) / steps * first;
    }
    List<Double> scores = progress.validation();
    return then.factor(
        after(
            progress,
            progress.step() - steps,
            scores.subList(Math.min(epochs, scores.size()), scores.size())));
  }

  private TrainingProgress after(TrainingProgress whole, long step, List<Double> validation) {
    return new TrainingProgress(
        step, whole.stepsPerEpoch(), Math.max(1, whole.epochs() - epochs), validation);
  }

  /**
   * Returns that of the other schedule, with {@link #SETTING}.
   *
   * @return the specification, which a checkpoint stores
   * @throws UnsupportedOperationException if the other schedule has none
   */
  @Override
  public Spec spec() {
    return then.spec().with(SETTING.key(), epochs);
  }
}
