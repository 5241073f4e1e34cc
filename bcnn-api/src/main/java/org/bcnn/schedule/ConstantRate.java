package org.bcnn.schedule;

import java.util.List;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/** The learning rate that the run was given, at every step. */
public record ConstantRate() implements LearningRateSchedule {
  @Override
  public double factor(TrainingProgress progress) {
    return 1;
  }

  @Override
  public Spec spec() {
    return Spec.of(ConstantRateProvider.NAME);
  }

  /** Makes constant rates by name. */
  public static final class ConstantRateProvider implements LearningRateScheduleProvider {
    static final String NAME = "constant";

    /** Makes the provider. */
    public ConstantRateProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "the same rate at every step";
    }

    @Override
    public List<Setting> settings() {
      return List.of(WarmUp.SETTING);
    }

    @Override
    public LearningRateSchedule create(Spec spec) {
      return WarmUp.before(new ConstantRate(), spec);
    }
  }
}
