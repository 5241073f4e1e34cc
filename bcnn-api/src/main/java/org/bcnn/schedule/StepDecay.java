package org.bcnn.schedule;

import java.util.List;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * A rate that falls by a factor every few epochs: {@code f^⌊e / n⌋} after e complete epochs.
 *
 * @param everyEpochs n, the epochs from one fall to the next
 * @param decay f, what the rate is multiplied by, over 0 and at most 1
 */
public record StepDecay(int everyEpochs, double decay) implements LearningRateSchedule {
  /** Checks the settings. */
  public StepDecay {
    if (everyEpochs < 1) {
      throw new IllegalArgumentException(
          "a rate can fall every epoch at most, got every " + everyEpochs);
    }
    if (!(decay > 0) || !(decay <= 1)) {
      throw new IllegalArgumentException(
          "the factor of the rate must be over 0 and at most 1, got " + decay);
    }
  }

  @Override
  public double factor(TrainingProgress progress) {
    long falls = progress.step() / progress.stepsPerEpoch() / everyEpochs;
    return StrictMath.pow(decay, (double) falls);
  }

  @Override
  public Spec spec() {
    return Spec.of(StepDecayProvider.NAME)
        .with(StepDecayProvider.EVERY, everyEpochs)
        .with(StepDecayProvider.FACTOR, decay);
  }

  /** Makes falling rates by name. */
  public static final class StepDecayProvider implements LearningRateScheduleProvider {
    static final String NAME = "step";
    static final String EVERY = "every";
    static final String FACTOR = "factor";

    /** Makes the provider. */
    public StepDecayProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "falls by a factor every few epochs";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          new Setting(EVERY, "10", "epochs from one fall to the next"),
          Setting.number(FACTOR, 0.1, "what the rate is multiplied by"),
          WarmUp.SETTING);
    }

    @Override
    public LearningRateSchedule create(Spec spec) {
      return WarmUp.before(new StepDecay(spec.integer(EVERY), spec.number(FACTOR)), spec);
    }
  }
}
