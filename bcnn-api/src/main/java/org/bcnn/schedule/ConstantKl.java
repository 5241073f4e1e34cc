package org.bcnn.schedule;

import org.bcnn.spec.Spec;

/** The weight that the run was given, at every step. */
public record ConstantKl() implements KlSchedule {
  @Override
  public double factor(TrainingProgress progress) {
    return 1;
  }

  @Override
  public Spec spec() {
    return Spec.of(ConstantKlProvider.NAME);
  }

  /** Makes constant weights by name. */
  public static final class ConstantKlProvider implements KlScheduleProvider {
    static final String NAME = "constant";

    /** Makes the provider. */
    public ConstantKlProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "the same weight at every step";
    }

    @Override
    public KlSchedule create(Spec spec) {
      return new ConstantKl();
    }
  }
}
